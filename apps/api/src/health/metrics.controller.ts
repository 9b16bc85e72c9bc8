import { notFound } from '@callfloor/domain'
import { Controller, Get, Header, Req } from '@nestjs/common'
import { SkipThrottle } from '@nestjs/throttler'
import type { FastifyRequest } from 'fastify'
import { Public } from '../http/public.ts'
import { Metrics } from './metrics.ts'

@Public()
@SkipThrottle({ session: true, address: true })
@Controller('api/metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** For a collector on this machine; through the edge there is no such page. */
  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Req() request: FastifyRequest): Promise<string> {
    if (!isLocal(request)) throw notFound('page')
    return this.metrics.registry.metrics()
  }
}

const isLocal = ({ headers, socket }: FastifyRequest) =>
  headers['x-forwarded-for'] === undefined &&
  /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
