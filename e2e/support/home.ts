import { join } from 'node:path'

/** The folder of the stack under test; `./callfloor test e2e` starts it and says where it is. */
export const stackHome = process.env.STACK_HOME ?? ''

/** The frequency of the fake microphone: what a caller hears when they hear the agent. */
export const microphoneHz = 620

/** Where pictures of the screens go; the guides take theirs from here. */
export const screenshots = join(stackHome, 'screenshots')
