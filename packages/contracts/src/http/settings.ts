import { oc } from '@orpc/contract'
import { z } from 'zod'

export const settingsContract = {
  /** Takes everything the demo seeded out of the tenant, in one act. ADMIN and OWNER. */
  removeDemo: oc
    .route({ method: 'DELETE', path: '/demo', tags: ['Settings'] })
    .output(z.object({ removed: z.record(z.string(), z.number()) })),
}
