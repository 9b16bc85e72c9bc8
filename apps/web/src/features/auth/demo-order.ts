import type { DemoLogin } from '@callfloor/contracts'
import { roles } from '@callfloor/domain'

/** One of each role first, in the order of the roles; the rest are the same again. */
export function inDemoOrder(logins: readonly DemoLogin[]): {
  first: DemoLogin[]
  rest: DemoLogin[]
} {
  const first = roles.flatMap((role) => logins.find((login) => login.role === role) ?? [])
  return { first, rest: logins.filter((login) => !first.includes(login)) }
}
