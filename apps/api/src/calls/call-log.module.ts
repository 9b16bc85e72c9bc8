import { Module } from '@nestjs/common'
import { CallLog } from './call-log.service.ts'

/** Reading only, for whoever shows calls. */
@Module({ providers: [CallLog], exports: [CallLog] })
export class CallLogModule {}
