import { Module } from '@nestjs/common'
import { LiveAccess } from './live-access.ts'

@Module({ providers: [LiveAccess], exports: [LiveAccess] })
export class LeadsModule {}
