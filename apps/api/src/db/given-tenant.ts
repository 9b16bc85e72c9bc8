import type { Role } from '@callfloor/domain'
import { uuidv7 } from 'uuidv7'
import { hashPassword } from '../auth/password.ts'
import type { Database } from './database.ts'

export type GivenPerson = {
  userId: string
  agentId: string
  email: string
  password: string
  role: Role
}
export type GivenTenant = { tenantId: string; people: Record<Role, GivenPerson> }

const password = 'correct-horse-battery'
let hash: Promise<string> | undefined

/** For tests: a tenant with one person of each role, whose addresses are unique. */
export async function givenTenant(database: Database, name = 'Test'): Promise<GivenTenant> {
  const tenantId = uuidv7()
  hash ??= hashPassword(password)
  const stored = await hash
  const person = (role: Role): GivenPerson => {
    const userId = uuidv7()
    return {
      userId,
      agentId: uuidv7(),
      role,
      password,
      email: `${role}-${userId}@x.example`.toLowerCase(),
    }
  }
  const people: Record<Role, GivenPerson> = {
    AGENT: person('AGENT'),
    MANAGER: person('MANAGER'),
    SUPERVISOR: person('SUPERVISOR'),
    ADMIN: person('ADMIN'),
    OWNER: person('OWNER'),
  }
  const all = Object.values(people)
  await database.asSystem(async (tx) => {
    await tx
      .insertInto('tenants')
      .values({ id: tenantId, slug: `t-${tenantId.slice(-12)}`, name })
      .execute()
    await tx
      .insertInto('users')
      .values(
        all.map(({ userId, email, role }) => ({ id: userId, email, name: `${name} ${role}` })),
      )
      .execute()
    await tx
      .insertInto('accounts')
      .values(
        all.map(({ userId }) => ({
          id: uuidv7(),
          user_id: userId,
          account_id: userId,
          provider_id: 'credential',
          password: stored,
        })),
      )
      .execute()
    await tx
      .insertInto('memberships')
      .values(
        all.map(({ userId, agentId, role }) => ({
          id: agentId,
          tenant_id: tenantId,
          user_id: userId,
          role,
        })),
      )
      .execute()
  })
  return { tenantId, people }
}
