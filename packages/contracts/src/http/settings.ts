import { roles } from '@callfloor/domain'
import { oc } from '@orpc/contract'
import { z } from 'zod'

/** Somebody of the demo and how to sign in as them; the password is public knowledge. */
export const demoLogin = z.object({
  name: z.string(),
  role: z.enum(roles),
  email: z.email(),
  password: z.string(),
})
export type DemoLogin = z.infer<typeof demoLogin>

export const settingsContract = {
  /** Needs no session. Empty where there is no demo; without those whose password was changed. */
  demoLogins: oc
    .route({ method: 'GET', path: '/demo/logins', tags: ['Settings'] })
    .output(z.object({ logins: z.array(demoLogin) })),
  /** Takes everything the demo seeded out of the tenant, in one act. ADMIN and OWNER. */
  removeDemo: oc
    .route({ method: 'DELETE', path: '/demo', tags: ['Settings'] })
    .output(z.object({ removed: z.record(z.string(), z.number()) })),
}
