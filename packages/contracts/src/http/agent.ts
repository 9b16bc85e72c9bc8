import { chosenStatuses, roles } from '@callfloor/domain'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, instant } from '../primitives.ts'

const tags = ['Agent']

export const me = z.object({
  user: z.object({ id, name: z.string(), email: z.email() }),
  tenant: z.object({ id, name: z.string(), country: z.string(), timeZone: z.string() }),
  role: z.enum(roles),
  /** The caller's membership in the tenant: the id under which they are an agent. */
  agentId: id,
  /** Whether the tenant holds demo data that can be removed. */
  hasDemo: z.boolean(),
  /** Whether the caller still signs in with the demo's password, which everybody can read. */
  hasDemoPassword: z.boolean(),
})
export type Me = z.infer<typeof me>

/** The fewest characters of a password. */
export const passwordMinLength = 10

/** What one softphone needs to register: minted for one login session, void after logout or take-over. */
export const softphoneLease = z.object({
  leaseId: z.string(),
  username: z.string(),
  password: z.string(),
  realm: z.string(),
  /** Path of the SIP socket (RFC 7118) on this origin. */
  socketPath: z.string(),
  iceServers: z.array(z.object({ urls: z.string() })),
})
export type SoftphoneLease = z.infer<typeof softphoneLease>

export const agentContract = {
  me: oc.route({ method: 'GET', path: '/me', tags }).output(me),
  /**
   * Takes the agent's one media lease and opens the agent session. Where another softphone holds
   * it: `leaseTaken`, unless `takeOver`. The same `leaseId` given again renews.
   */
  takeLease: oc
    .route({ method: 'POST', path: '/agent/lease', tags })
    .input(
      z.object({ leaseId: z.string().max(64).optional(), takeOver: z.boolean().default(false) }),
    )
    .output(softphoneLease),
  /** Logs the agent out of the phone: seats in the queues are given up, the SIP account is deleted. */
  endLease: oc
    .route({ method: 'DELETE', path: '/agent/lease', tags })
    .input(z.object({ leaseId: z.string().max(64) }))
    .output(z.object({ ended: z.boolean() })),
  /** Available needs a registered softphone with a live microphone and unlocked audio. */
  chooseStatus: oc
    .route({ method: 'PUT', path: '/agent/status', tags })
    .input(
      z.object({
        status: z.enum(chosenStatuses),
        reason: z.string().max(60).nullable().default(null),
        ready: z.object({ microphone: z.boolean(), audio: z.boolean() }).optional(),
      }),
    )
    .output(z.object({ status: z.enum(chosenStatuses) })),
  /** Adds time to the wrap-up that is running. */
  extendWrapUp: oc
    .route({ method: 'POST', path: '/agent/wrap-up/extend', tags })
    .input(z.object({ bySeconds: z.number().int().min(5).max(300).default(30) }))
    .output(z.object({ until: instant })),
}
