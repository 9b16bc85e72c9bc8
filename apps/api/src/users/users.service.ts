import type { Me } from '@callfloor/contracts'
import { notFound, type Role } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { Database } from '../db/database.ts'
import type { Actor } from '../http/actor.ts'
import { DemoPasswords } from './demo-passwords.service.ts'
import { findMember } from './me.repository.ts'

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly demoPasswords: DemoPasswords,
  ) {}

  /** Who the actor is, and where. */
  async me({ tenantId, agentId }: Actor): Promise<Me> {
    const member = await this.database.forTenant(tenantId, (tx) =>
      findMember(tx, tenantId, agentId),
    )
    if (!member) throw notFound('person')
    return {
      user: { id: member.userId, name: member.name, email: member.email },
      tenant: {
        id: member.tenantId,
        name: member.tenantName,
        country: member.country,
        timeZone: member.timeZone,
      },
      role: member.role as Role,
      agentId: member.agentId,
      hasDemo: member.hasDemo,
      hasDemoPassword: await this.demoPasswords.isKept(member.userId, member.email),
    }
  }
}
