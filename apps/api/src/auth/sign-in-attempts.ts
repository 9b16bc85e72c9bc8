import { createHash } from 'node:crypto'
import { CallfloorError } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { Database, type Tx } from '../db/database.ts'

const minuteMs = 60_000
/** Failed sign-ins for one person: from one address, and from anywhere. */
const limits = { fromOneAddress: 10, fromAnywhere: 100, windowMs: 15 * minuteMs }

/** Counts tries to sign in by person, in the database, so that a restart forgives nothing. */
@Injectable()
export class SignInAttempts {
  constructor(private readonly database: Database) {}

  /**
   * Counts one try, before the password is looked at: many at once are counted too.
   * @throws CallfloorError `tooManyRequests`
   */
  async count(email: string, address: string): Promise<void> {
    const now = Date.now()
    const [near, anywhere] = await this.database.asSystem(async (tx) => [
      await countOne(tx, keyNear(email, address), now),
      await countOne(tx, keyAnywhere(email), now),
    ])
    if ((near ?? 0) <= limits.fromOneAddress && (anywhere ?? 0) <= limits.fromAnywhere) return
    throw new CallfloorError(
      'tooManyRequests',
      'Too many tries to sign in. Wait 15 minutes, or ask an admin for a new password.',
    )
  }

  /** The password was right: the tries before it are forgiven, and old counters swept away. */
  async forgive(email: string, address: string): Promise<void> {
    await this.database.asSystem((tx) =>
      tx
        .deleteFrom('rate_limits')
        .where((where) =>
          where.or([
            where('key', 'in', [keyNear(email, address), keyAnywhere(email)]),
            where('last_request', '<', Date.now() - 24 * 60 * minuteMs),
          ]),
        )
        .execute(),
    )
  }
}

/** A window begins with its first try; `last_request` holds when. */
async function countOne(tx: Tx, key: string, now: number): Promise<number> {
  const over = sql<boolean>`rate_limits.last_request < ${now - limits.windowMs}`
  const { count } = await tx
    .insertInto('rate_limits')
    .values({ id: uuidv7(), key, count: 1, last_request: now })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`case when ${over} then 1 else rate_limits.count + 1 end`,
        last_request: sql`case when ${over} then ${now}::bigint else rate_limits.last_request end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return count
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
const keyAnywhere = (email: string) => `sign-in|${digest(email.trim().toLowerCase())}`
const keyNear = (email: string, address: string) => `${keyAnywhere(email)}|${address}`
