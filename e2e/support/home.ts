/** The folder of the stack under test; `./callfloor test e2e` starts it and says where it is. */
export const stackHome = process.env.STACK_HOME ?? ''

/** The frequency of the fake microphone: what a caller hears when they hear the agent. */
export const microphoneHz = 620
