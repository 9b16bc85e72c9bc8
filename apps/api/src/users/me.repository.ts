import type { AgentId, TenantId } from '@callfloor/domain'
import type { Tx } from '../db/database.ts'

/** A member of the tenant with the tenant itself, or undefined. */
export const findMember = (tx: Tx, tenantId: TenantId, agentId: AgentId) =>
  tx
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .innerJoin('tenants as t', 't.id', 'm.tenant_id')
    .select([
      'm.id as agentId',
      'm.role',
      'u.id as userId',
      'u.name',
      'u.email',
      't.id as tenantId',
      't.name as tenantName',
      't.country',
      't.time_zone as timeZone',
      't.demo as hasDemo',
    ])
    .where('m.tenant_id', '=', tenantId)
    .where('m.id', '=', agentId)
    .executeTakeFirst()
