import {
  type Abilities,
  type AgentId,
  CallfloorError,
  type Role,
  type TenantId,
  type UserId,
} from '@callfloor/domain'
import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

/** Who acts: a signed-in person in the tenant they have open. */
export type Actor = {
  userId: UserId
  tenantId: TenantId
  /** The person's membership, under which they are an agent. */
  agentId: AgentId
  role: Role
  abilities: Abilities
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session guard on every route that is not public. */
    actor?: Actor
  }
}

/**
 * Goes on only where the actor may.
 * @throws CallfloorError `notAllowed`
 */
export function authorize(
  actor: Pick<Actor, 'abilities'>,
  action: Parameters<Abilities['can']>[0],
  subject: Extract<Parameters<Abilities['can']>[1], string>,
): void {
  if (actor.abilities.can(action, subject)) return
  throw new CallfloorError('notAllowed', 'Your role does not allow this. Ask an admin.', {
    action,
    subject,
  })
}

/** The parameter that holds the actor of the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>()
  if (!actor) throw new CallfloorError('notSignedIn', 'You are not signed in.')
  return actor
})
