import { oc } from '@orpc/contract'
import { z } from 'zod'
import { e164, id, instant } from '../primitives.ts'
import { callRow } from './calls.ts'

const tags = ['Leads']

export const lead = z.object({
  id,
  name: z.string(),
  company: z.string().nullable(),
  phones: z.array(e164),
  email: z.string().nullable(),
  stage: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  owner: z.object({ id, name: z.string() }).nullable(),
  createdAt: instant,
  demo: z.boolean(),
})
export type Lead = z.infer<typeof lead>

export const leadsContract = {
  /** AGENT sees the leads assigned to them. */
  list: oc
    .route({ method: 'GET', path: '/leads', tags })
    .input(
      z.object({
        search: z.string().max(100).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        after: z.string().max(200).optional(),
      }),
    )
    .output(z.object({ leads: z.array(lead), next: z.string().nullable() })),
  /** AGENT: an assigned lead, or the lead of the call they are on or wrapping up. */
  get: oc
    .route({ method: 'GET', path: '/leads/{leadId}', tags })
    .input(z.object({ leadId: id }))
    .output(lead.extend({ recentCalls: z.array(callRow) })),
}
