import { Global, Module } from '@nestjs/common'
import { Env } from '../env.ts'
import { Database } from './database.ts'
import { migrateWhenReachable } from './migrate.ts'

/** Whoever injects {@link Database} finds the schema up to date. */
@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [Env],
      useFactory: async (env: Env) => {
        const database = new Database(env.DATABASE_URL)
        await migrateWhenReachable(database.pool)
        return database
      },
    },
  ],
  exports: [Database],
})
export class DbModule {}
