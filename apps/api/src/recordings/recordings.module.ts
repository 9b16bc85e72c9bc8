import { Module } from '@nestjs/common'
import { DbModule } from '../db/db.module.ts'
import { EnvModule } from '../env.module.ts'
import { JobRunner } from './job-runner.service.ts'
import { RecordingEncoder } from './recording-encoder.service.ts'
import { RecordingJobs } from './recording-jobs.service.ts'
import { RecordingsController } from './recordings.controller.ts'
import { RecordingsService } from './recordings.service.ts'

@Module({
  imports: [DbModule, EnvModule],
  controllers: [RecordingsController],
  providers: [JobRunner, RecordingEncoder, RecordingJobs, RecordingsService],
  exports: [RecordingJobs],
})
export class RecordingsModule {}
