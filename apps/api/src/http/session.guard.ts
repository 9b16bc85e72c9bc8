import { CallfloorError } from '@callfloor/domain'
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { SessionService } from '../auth/session.service.ts'
import { Public } from './public.ts'

/** Every HTTP route needs a session in a tenant, unless it is marked public. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // A socket is let in by its gateway.
    if (context.getType() !== 'http') return true
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) {
      return true
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const actor = await this.sessions.resolve(request.headers)
    if (!actor) throw new CallfloorError('notSignedIn', 'Your session has ended. Sign in again.')
    request.actor = actor
    return true
  }
}
