import 'reflect-metadata'
import { CallLog } from '../calls/call-log.service.ts'
import { Database } from '../db/database.ts'
import { readEnv } from '../env.ts'
import { LeadsService } from '../leads/leads.service.ts'
import { LiveAccess } from '../leads/live-access.ts'
import { RecordingJobs } from '../recordings/recording-jobs.service.ts'
import { CallMaker } from './call-maker.service.ts'
import { PendingCalls } from './pending-calls.service.ts'
import { rebuild } from './rebuild.ts'
import { RecordEvents } from './record-events.ts'

// Makes the whole call log again from the stored log lines: `pnpm --filter @callfloor/api rebuild`.
const env = readEnv()
const database = new Database(env.DATABASE_URL, 4)
const leads = new LeadsService(database, new LiveAccess(), new CallLog(database))
const maker = new CallMaker(database, leads, new RecordingJobs(database, env), new RecordEvents())
const looked = await rebuild(database, new PendingCalls(database, maker))
process.stdout.write(
  `${looked} conversations looked at; the call log says what the log lines say.\n`,
)
await database.onApplicationShutdown()
