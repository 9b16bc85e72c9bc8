import { Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD } from '@nestjs/core'
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler'
import { ORPCModule } from '@orpc/nest'
import { LoggerModule } from 'nestjs-pino'
import { AuthModule } from '../auth/auth.module.ts'
import { Env } from '../env.ts'
import { CodedExceptionFilter } from './exception.filter.ts'
import { throttling } from './limits.ts'
import { logging } from './logging.ts'
import { OpenApiController } from './openapi.controller.ts'
import { orpcConfig } from './orpc.ts'
import { SessionGuard } from './session.guard.ts'

@Module({
  imports: [
    LoggerModule.forRootAsync({ inject: [Env], useFactory: (env: Env) => logging(env) }),
    ThrottlerModule.forRoot(throttling),
    ORPCModule.forRoot(orpcConfig),
    AuthModule,
  ],
  controllers: [OpenApiController],
  providers: [
    { provide: APP_FILTER, useClass: CodedExceptionFilter },
    // The order counts: who asks too often is turned away before the database is asked.
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: SessionGuard },
  ],
})
export class HttpModule {}
