import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { abilitiesOf, CallfloorError, type Role } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { fromNodeHeaders } from 'better-auth/node'
import { Database } from '../db/database.ts'
import type { Actor } from '../http/actor.ts'
import { Identity } from './identity.ts'

const freshForMs = 3_000
const mostRemembered = 5_000

/** Finds who is behind a request or a socket. */
@Injectable()
export class SessionService {
  private readonly remembered = new Map<string, { actor: Actor; until: number }>()

  constructor(
    private readonly identity: Identity,
    private readonly database: Database,
  ) {}

  /**
   * The signed-in person in their tenant, or null where there is no session. Where somebody belongs
   * to several tenants, the cookie `callfloor_tenant` chooses. An answer may be 3 s old.
   * @throws CallfloorError `noTenant` where the person belongs to none; `databaseUnavailable`
   */
  async resolve(headers: IncomingHttpHeaders | Headers): Promise<Actor | null> {
    const cookies = headers instanceof Headers ? headers.get('cookie') : headers.cookie
    if (!cookies?.includes('callfloor.session_token=')) return null
    const key = keyOf(cookies)
    const known = this.remembered.get(key)
    if (known && known.until > performance.now()) return known.actor
    const given = headers instanceof Headers ? headers : fromNodeHeaders(headers)
    const actor = await this.find(given, cookies)
    if (actor) this.remember(key, actor)
    return actor
  }

  /** Forgets what was found for these cookies: after a sign-out the next request must not pass. */
  forget(headers: IncomingHttpHeaders): void {
    if (headers.cookie) this.remembered.delete(keyOf(headers.cookie))
  }

  private async find(headers: Headers, cookies: string): Promise<Actor | null> {
    const session = await this.identity.auth.api
      .getSession({ headers, query: { disableRefresh: true } })
      .catch(async (error: unknown) => {
        // better-auth hides why it failed; mostly the database is away, which then says so itself.
        await this.database.ping()
        throw error
      })
    if (!session) return null
    const userId = session.user.id
    const memberships = await this.database.asSystem((tx) =>
      tx
        .selectFrom('memberships')
        .select(['id', 'tenant_id', 'role'])
        .where('user_id', '=', userId)
        .where('active', '=', true)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    )
    const chosen = /(?:^|;\s*)callfloor_tenant=([0-9a-f-]{36})/.exec(cookies)?.[1]
    const membership = memberships.find((each) => each.tenant_id === chosen) ?? memberships[0]
    if (!membership) {
      throw new CallfloorError('noTenant', 'You belong to no tenant any more. Ask an admin.')
    }
    const role = membership.role as Role
    return {
      userId,
      tenantId: membership.tenant_id,
      agentId: membership.id,
      role,
      abilities: abilitiesOf(role),
    }
  }

  private remember(key: string, actor: Actor): void {
    if (this.remembered.size >= mostRemembered) this.remembered.clear()
    this.remembered.set(key, { actor, until: performance.now() + freshForMs })
  }
}

const keyOf = (cookies: string) => createHash('sha256').update(cookies).digest('base64')
