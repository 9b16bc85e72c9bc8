import type { TenantId } from '@callfloor/domain'
import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type { Pool } from 'pg'
import { readable } from './connection-error.ts'
import { openPool } from './pool.ts'
import type { DB } from './schema.ts'

export type Tx = Transaction<DB>

/** The one way to the tables: each transaction enters a role that row-level security knows. */
@Injectable()
export class Database implements OnApplicationShutdown {
  /** Connections of the role that owns the tables: for migrations and the job runner only. */
  readonly pool: Pool
  private readonly kysely: Kysely<DB>

  constructor(url: string, connections = 16) {
    this.pool = openPool(url, connections)
    this.kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: this.pool }) })
  }

  /**
   * Runs `work` in one transaction that sees the rows of one tenant only.
   * @throws CallfloorError `databaseUnavailable`
   */
  forTenant<T>(tenantId: TenantId, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact('callfloor_app', tenantId, work)
  }

  /**
   * Runs `work` in one transaction across tenants: for what is no tenant's own.
   * @throws CallfloorError `databaseUnavailable`
   */
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact('callfloor_system', '', work)
  }

  /** Asks the database for a sign of life. */
  async ping(): Promise<void> {
    try {
      await sql`select 1`.execute(this.kysely)
    } catch (error) {
      throw readable(error)
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.pool.ended) await this.kysely.destroy()
  }

  private async transact<T>(
    role: 'callfloor_app' | 'callfloor_system',
    tenantId: TenantId,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.kysely.transaction().execute(async (tx) => {
        await sql`select set_config('role', ${role}, true), set_config('app.tenant_id', ${tenantId}, true)`.execute(
          tx,
        )
        return work(tx)
      })
    } catch (error) {
      throw readable(error)
    }
  }
}
