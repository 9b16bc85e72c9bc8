import classes from './keys.module.css'
import type { phoneKeys } from './shortcuts.ts'
import { keyOf } from './use-call-keys.ts'

/** An action's key, written on the control itself. */
export function Keys({ of }: { of: keyof typeof phoneKeys }) {
  return (
    <span className={classes.keys} aria-hidden>
      {keyOf(of).keys.join(' ')}
    </span>
  )
}
