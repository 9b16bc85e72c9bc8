import type { CallId, TenantId } from '@callfloor/domain'
import { CompiledQuery, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { CallRows } from './call-rows.ts'

/** What of the stored call decides how it is saved anew. */
export type StoredCall = { leadId: string | null; endedAt: Date | null }

/** Nobody else makes this call until the transaction ends. */
export async function lockCall(tx: Tx, callId: CallId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${callId}, 0))`.execute(tx)
}

export async function findStored(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
): Promise<StoredCall | null> {
  const row = await tx
    .selectFrom('calls')
    .select(['lead_id', 'ended_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', callId)
    .executeTakeFirst()
  return row ? { leadId: row.lead_id, endedAt: row.ended_at } : null
}

/**
 * Makes the stored rows of a call these, in one statement that touches only what differs; false
 * where nothing did.
 */
export async function saveCall(
  tx: Tx,
  tenantId: TenantId,
  callId: CallId,
  rows: CallRows,
): Promise<boolean> {
  const wanted = [[rows.call], rows.legs, rows.visits, rows.offers, rows.facts]
  const values = [tenantId, callId, ...wanted.map((each) => JSON.stringify(each))]
  const { rows: told } = await tx.executeQuery(
    CompiledQuery.raw(saving, values) as CompiledQuery<{ changed: boolean }>,
  )
  return told[0]?.changed ?? false
}

type Columns<Row> = readonly (keyof Row & string)[]
type Part = { table: string; key: Columns<object>; columns: readonly string[] }
const part = <Row>(table: string, key: Columns<Row>, columns: Columns<Row>): Part => ({
  table,
  key: key as Columns<object>,
  columns: [...key, ...columns],
})

// In the order of the values above: $3 and on.
const parts: readonly Part[] = [
  part<CallRows['call']>(
    'calls',
    ['id'],
    [
      'tenant_id',
      'node',
      'linked_id',
      'direction',
      'caller_number',
      'caller_name',
      'dialled',
      'started_at',
      'answered_at',
      'ended_at',
      'outcome',
      'queue_id',
      'agent_id',
      'waited_ms',
      'talk_ms',
      'hold_ms',
      'lead_id',
    ],
  ),
  part<CallRows['legs'][number]>(
    'call_legs',
    ['call_id', 'leg_id'],
    [
      'tenant_id',
      'position',
      'party',
      'agent_id',
      'started_at',
      'answered_at',
      'ended_at',
      'cause',
      'intervals',
      'talk_ms',
      'hold_ms',
    ],
  ),
  part<CallRows['visits'][number]>(
    'queue_visits',
    ['call_id', 'position'],
    ['tenant_id', 'queue_id', 'joined_at', 'left_at', 'result', 'agent_id'],
  ),
  part<CallRows['offers'][number]>(
    'offers',
    ['call_id', 'leg_id'],
    ['tenant_id', 'queue_id', 'agent_id', 'made_at', 'ended_at', 'result'],
  ),
  part<CallRows['facts'][number]>(
    'facts',
    ['call_id', 'position'],
    ['tenant_id', 'at', 'type', 'queue_id', 'agent_id', 'data'],
  ),
]

/** For one table: the rows wanted; those stored that are not, gone; new and different ones, put. */
function stepsOf({ table, key, columns }: Part, index: number): string {
  const all = columns.join(', ')
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ')
  const same = key.map((column) => `w.${column} = t.${column}`).join(' and ')
  // The call itself is never taken away: its lines are there.
  const gone =
    table === 'calls'
      ? 'select 1 where false'
      : `delete from ${table} t where t.tenant_id = $1 and t.call_id = $2
          and not exists (select from ${table}_wanted w where ${same}) returning 1`
  return `
    ${table}_wanted as materialized (
      select ${all} from jsonb_populate_recordset(null::${table}, $${index + 3}::jsonb)),
    ${table}_gone as (${gone}),
    ${table}_put as (
      insert into ${table} as t (${all}) select ${all} from ${table}_wanted
      on conflict (${key.join(', ')}) do update set (${all}) = (${of('excluded')})
        where (${of('t')}) is distinct from (${of('excluded')})
      returning 1)`
}

const saving = `with ${parts.map(stepsOf).join(',')}
  select (${parts
    .flatMap(({ table }) => [
      `exists (select from ${table}_put)`,
      `exists (select from ${table}_gone)`,
    ])
    .join(' or ')}) as changed`
