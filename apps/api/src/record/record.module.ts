import { Module } from '@nestjs/common'
import { DbModule } from '../db/db.module.ts'
import { EnvModule } from '../env.module.ts'
import { LeadsModule } from '../leads/leads.module.ts'
import { RecordingsModule } from '../recordings/recordings.module.ts'
import { CallMaker } from './call-maker.service.ts'
import { LogIngest } from './log-ingest.service.ts'
import { OpenCalls } from './open-calls.service.ts'
import { PendingCalls } from './pending-calls.service.ts'
import { RecordEvents } from './record-events.ts'
import { RecordWriter } from './record-writer.service.ts'

/** The record: what Asterisk wrote to its own files, kept, and the calls made from it. */
@Module({
  imports: [DbModule, EnvModule, LeadsModule, RecordingsModule],
  providers: [CallMaker, LogIngest, OpenCalls, PendingCalls, RecordEvents, RecordWriter],
  exports: [LogIngest, OpenCalls, PendingCalls, RecordEvents, RecordWriter],
})
export class RecordModule {}
