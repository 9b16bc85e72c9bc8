import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { collectDefaultMetrics, Registry } from 'prom-client'

/** This process's numbers. A feature adds its own to `registry`. */
@Injectable()
export class Metrics implements OnApplicationShutdown {
  readonly registry = new Registry()

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'callfloor_api_' })
  }

  onApplicationShutdown(): void {
    this.registry.clear()
  }
}
