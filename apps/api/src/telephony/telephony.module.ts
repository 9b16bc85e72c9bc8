import { Module } from '@nestjs/common'
import { Ami } from './ami.service.ts'
import { Directory } from './directory.service.ts'
import { Endpoints } from './endpoints.service.ts'
import { Provisioning } from './provisioning.service.ts'
import { TelephonyState } from './telephony-state.service.ts'

const services = [Ami, Directory, Endpoints, Provisioning, TelephonyState]

@Module({ providers: services, exports: services })
export class TelephonyModule {}
