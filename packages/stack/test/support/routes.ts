import { randomUUID } from 'node:crypto'
import { createAmiClient } from '@callfloor/asterisk'
import type { Floor } from './given-floor.ts'

type QueueSettings = {
  answerMode?: 'immediately' | 'whenAgentAnswers'
  maxWaitSeconds?: number
  wrapUpSeconds?: number
}
export type Route = { queueId: string; number: string; tenantId: string }

const numbers = { next: 100 }

/** Writes a queue with a number of its own for the demo's tenant; Asterisk learns it when the API starts anew. */
export async function insertRoute(floor: Floor, settings: QueueSettings = {}): Promise<Route> {
  const queueId = randomUUID()
  const [used] = await floor.rows<{ n: number }>(
    `select count(*)::int as n from numbers where e164 like '+1202556%'`,
  )
  numbers.next = Math.max(numbers.next + 1, 101 + (used?.n ?? 0))
  const number = `+1202556${String(numbers.next).padStart(4, '0')}`
  const [trunk] = await floor.rows<{ id: string; tenant_id: string }>(
    `select id, tenant_id from trunks where name = 'Simulated carrier'`,
  )
  if (!trunk) throw new Error('The demo has no trunk.')
  await floor.rows(
    `insert into queues (id, tenant_id, name, answer_mode, max_wait_seconds, wrap_up_seconds)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      queueId,
      trunk.tenant_id,
      `Test ${number}`,
      settings.answerMode ?? 'immediately',
      settings.maxWaitSeconds ?? 3600,
      settings.wrapUpSeconds ?? 0,
    ],
  )
  await floor.rows(
    'insert into numbers (id, tenant_id, e164, trunk_id, queue_id) values ($1, $2, $3, $4, $5)',
    [randomUUID(), trunk.tenant_id, number, trunk.id, queueId],
  )
  return { queueId, number, tenantId: trunk.tenant_id }
}

/**
 * Writes a trunk over which the simulator's numbers can be agents' telephones: of its own, since
 * the callers' trunk is in use. Returns its endpoint's name.
 */
export async function insertPhones(floor: Floor): Promise<string> {
  const id = randomUUID()
  await floor.rows(
    `insert into trunks (id, tenant_id, name, host, port, match_addresses)
     select $1, tenant_id, 'Test phones', host, port, array['127.0.0.9']
       from trunks where name = 'Simulated carrier'`,
    [id],
  )
  return `trunk-${id}`
}

/** Seats one of the simulator's numbers in a queue; the function returned takes it out again. */
export async function seat(
  floor: Floor,
  { queueId }: Route,
  phones: string,
  number: string,
): Promise<() => Promise<void>> {
  const client = createAmiClient({ ...floor.stack.asterisk.ami, eventMask: 'system' })
  client.start()
  await client.whenUp(10_000)
  const member = { Queue: queueId, Interface: `PJSIP/${number}@${phones}` }
  await client.action('QueueAdd', { ...member, StateInterface: `PJSIP/${phones}` })
  return async () => {
    await client.action('QueueRemove', member)
    await client.close()
  }
}

/** Takes the tests' queues and numbers away again. */
export async function removeRoutes(floor: Floor): Promise<void> {
  await floor.rows(`delete from numbers where e164 like '+1202556%'`)
  await floor.rows(`delete from queues where name like 'Test +1202556%'`)
  await floor.rows(`delete from trunks where name = 'Test phones'`)
  await floor.kills('api')
}
