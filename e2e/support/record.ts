import { expect } from '@playwright/test'
import { query } from './stack.ts'

export type RecordedCall = {
  id: string
  caller_number: string
  outcome: string | null
  started_at: Date
  answered_at: Date | null
  ended_at: Date | null
  waited_ms: number | null
  talk_ms: number
  hold_ms: number
  agent: string | null
  note: string | null
  disposition: string | null
}

/** The calls of one caller, oldest first. */
export const callsFrom = (number: string): Promise<RecordedCall[]> =>
  query<RecordedCall>(
    `select c.id, c.caller_number, c.outcome, c.started_at, c.answered_at, c.ended_at, c.waited_ms,
            c.talk_ms, c.hold_ms, u.name as agent, n.text as note, d.name as disposition
       from calls c
       left join memberships m on m.id = c.agent_id
       left join users u on u.id = m.user_id
       left join notes n on n.call_id = c.id
       left join call_dispositions cd on cd.call_id = c.id
       left join dispositions d on d.id = cd.disposition_id
      where c.caller_number = $1 order by c.started_at`,
    [number],
  )

/** Waits until the newest call of `number` has ended in the record, and returns it. */
export async function recordOf(number: string, timeoutMs = 15_000): Promise<RecordedCall> {
  await expect
    .poll(async () => (await callsFrom(number)).at(-1)?.ended_at ?? null, { timeout: timeoutMs })
    .not.toBeNull()
  const last = (await callsFrom(number)).at(-1)
  if (!last) throw new Error(`no call of ${number}`)
  return last
}

/** Lines kept twice: there may be none, whatever died in between. */
export const duplicatedFacts = async (callId: string): Promise<number> =>
  (
    await query<{ n: string }>(
      `select count(*) - count(distinct (type, at, data, agent_id)) as n from facts where call_id = $1`,
      [callId],
    )
  ).map(({ n }) => Number(n))[0] ?? 0
