import { Reflector } from '@nestjs/core'

/** Marks a controller or handler that needs no session. */
export const Public = Reflector.createDecorator<boolean | undefined>({
  transform: (value) => value ?? true,
})
