import {
  type AmiNote,
  type ConversationLog,
  type LogPosition,
  parseCelLine,
  parseQueueLogLine,
} from '@callfloor/asterisk'
import type { LinkedId, NodeName, TenantId } from '@callfloor/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { isUuid, type LogFile, type LogRow } from './log-row.ts'

/** Stores lines; one that is there already is left as it is. */
export async function insertLines(tx: Tx, rows: readonly LogRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('log_lines')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** How far a file has been read; null before the first time. */
export async function findPosition(
  tx: Tx,
  node: NodeName,
  file: LogFile,
): Promise<LogPosition | null> {
  const row = await tx
    .selectFrom('log_offsets')
    .select(['generation', 'byte_offset'])
    .where('node', '=', node)
    .where('file', '=', file)
    .executeTakeFirst()
  return row ? { generation: row.generation, offset: Number(row.byte_offset) } : null
}

export async function savePosition(
  tx: Tx,
  node: NodeName,
  file: LogFile,
  { generation, offset }: LogPosition,
): Promise<void> {
  const values = { generation, byte_offset: offset, updated_at: new Date() }
  await tx
    .insertInto('log_offsets')
    .values({ node, file, ...values })
    .onConflict((conflict) => conflict.columns(['node', 'file']).doUpdateSet(values))
    .execute()
}

/**
 * All that is kept of one conversation. A queue_log line belongs to it by its channel; the node's
 * first start after it began may have ended it.
 */
export async function readConversation(
  tx: Tx,
  node: NodeName,
  linkedId: LinkedId,
): Promise<ConversationLog> {
  const own = await tx
    .selectFrom('log_lines')
    .select(['source', 'unique_id', 'line', 'at'])
    .where('node', '=', node)
    .where('linked_id', '=', linkedId)
    .orderBy('at')
    .orderBy('generation')
    .orderBy('byte_offset')
    .execute()
  const of = (source: LogRow['source']) => own.filter((row) => row.source === source)
  const channels = [...new Set(of('cel').flatMap((row) => row.unique_id ?? []))]
  const [first] = of('cel')
  if (!first) return { cel: [], queueLog: [], ami: [], starts: [] }
  const others = await tx
    .selectFrom('log_lines')
    .select(['line', 'at', 'generation', 'byte_offset'])
    .where('node', '=', node)
    .where('source', '=', 'queue_log')
    .where('unique_id', 'in', channels)
    .unionAll((query) =>
      query
        .selectFrom((starts) =>
          starts
            .selectFrom('log_lines')
            .select(['line', 'at', 'generation', 'byte_offset'])
            .where('node', '=', node)
            .where('unique_id', 'is', null)
            .where('source', '=', 'queue_log')
            .where('at', '>', first.at)
            .orderBy('at')
            .limit(1)
            .as('first_start'),
        )
        .selectAll(),
    )
    .orderBy('at')
    .orderBy('generation')
    .orderBy('byte_offset')
    .execute()
  const queueLog = others.map((row) => parseQueueLogLine(String(row.line)))
  return {
    cel: of('cel').map((row) => parseCelLine(String(row.line))),
    queueLog: queueLog.filter((line) => line.event !== 'QUEUESTART'),
    // Written by RecordWriter from an AmiNote; nobody else writes here.
    ami: of('ami').map((row) => row.line as unknown as AmiNote),
    starts: queueLog.filter((l) => l.event === 'QUEUESTART').map((line) => line.atSeconds),
  }
}

/** The conversations of these channels, as far as their lines have been read. */
export async function findConversations(
  tx: Tx,
  node: NodeName,
  uniqueIds: readonly string[],
): Promise<LinkedId[]> {
  if (uniqueIds.length === 0) return []
  const rows = await tx
    .selectFrom('log_lines')
    .select('linked_id')
    .distinct()
    .where('node', '=', node)
    .where('source', '=', 'cel')
    .where('unique_id', 'in', [...uniqueIds])
    .execute()
  return rows.flatMap((row) => row.linked_id ?? [])
}

/** The conversations whose call is open in the record. */
export async function findOpenConversations(tx: Tx, node: NodeName): Promise<LinkedId[]> {
  const rows = await tx
    .selectFrom('calls')
    .select('linked_id')
    .where('node', '=', node)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map((row) => row.linked_id)
}

/** Every conversation of every node becomes pending. */
export async function markAllPending(tx: Tx): Promise<void> {
  await sql`
    insert into record_pending (node, linked_id)
    select distinct node, linked_id from log_lines where linked_id is not null
    on conflict do nothing`.execute(tx)
}

/** The tenant of a conversation: the accountcode of its first line that has one, if we know it. */
export async function findTenant(
  tx: Tx,
  { cel }: ConversationLog,
): Promise<{ id: TenantId; country: string } | null> {
  const code = cel.find((line) => line.accountcode !== '')?.accountcode ?? ''
  if (!isUuid(code)) return null
  const row = await tx
    .selectFrom('tenants')
    .select(['id', 'country'])
    .where('id', '=', code)
    .executeTakeFirst()
  return row ?? null
}
