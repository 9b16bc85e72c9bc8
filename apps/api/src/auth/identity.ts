import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { Pool } from 'pg'
import { Database } from '../db/database.ts'
import { openPool } from '../db/pool.ts'
import { Env } from '../env.ts'
import { createBetterAuth } from './better-auth.ts'

/** better-auth with connections of its own. Needs {@link Database}, and so the schema, to be there. */
@Injectable()
export class Identity implements OnApplicationShutdown {
  readonly auth: ReturnType<typeof createBetterAuth>
  private readonly pool: Pool

  constructor(env: Env, _schema: Database) {
    this.pool = openPool(env.DATABASE_URL, 6, 'callfloor_system')
    this.auth = createBetterAuth(env, this.pool)
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.pool.ended) await this.pool.end()
  }
}
