import { Controller, Get } from '@nestjs/common'
import {
  HealthCheck,
  HealthCheckService,
  type HealthIndicatorResult,
  HealthIndicatorService,
} from '@nestjs/terminus'
import { SkipThrottle } from '@nestjs/throttler'
import { Database } from '../db/database.ts'
import { Public } from '../http/public.ts'

@Public()
@SkipThrottle({ session: true, address: true })
@Controller('api/health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
  ) {}

  /** The process answers. */
  @Get('live')
  @HealthCheck()
  live() {
    return this.health.check([])
  }

  /** It can do its work: the database answers too. */
  @Get(['', 'ready'])
  @HealthCheck()
  ready() {
    return this.health.check([() => this.checkDatabase()])
  }

  private async checkDatabase(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('database')
    try {
      await this.database.ping()
      return indicator.up()
    } catch {
      return indicator.down()
    }
  }
}
