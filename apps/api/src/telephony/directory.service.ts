import type { AgentId, QueueId, TenantId } from '@callfloor/domain'
import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Database } from '../db/database.ts'

export type DirectoryTenant = { id: TenantId; name: string; country: string }
export type DirectoryQueue = {
  id: QueueId
  tenantId: TenantId
  name: string
  strategy: string
  ringSeconds: number
  maxWaitSeconds: number
  wrapUpSeconds: number
  answerMode: 'immediately' | 'whenAgentAnswers'
  record: boolean
  members: { agentId: AgentId; penalty: number }[]
}
export type DirectoryAgent = {
  id: AgentId
  tenantId: TenantId
  name: string
  queueIds: QueueId[]
}
export type DirectoryTrunk = {
  id: string
  tenantId: TenantId
  host: string
  port: number
  matchAddresses: string[]
  numbers: { e164: string; queueId: QueueId | null }[]
}

/**
 * What admins set up, held in memory so that no call waits for the database. Loaded at boot and
 * again by whoever changes it.
 */
@Injectable()
export class Directory implements OnModuleInit {
  tenants: ReadonlyMap<TenantId, DirectoryTenant> = new Map()
  queues: ReadonlyMap<QueueId, DirectoryQueue> = new Map()
  agents: ReadonlyMap<AgentId, DirectoryAgent> = new Map()
  trunks: readonly DirectoryTrunk[] = []
  readonly #listeners: (() => void)[] = []

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  /** Called after every load. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  async reload(): Promise<void> {
    const rows = await this.database.asSystem(async (tx) => ({
      tenants: await tx.selectFrom('tenants').select(['id', 'name', 'country']).execute(),
      queues: await tx.selectFrom('queues').selectAll().orderBy('id').execute(),
      members: await tx.selectFrom('queue_members').selectAll().orderBy('agent_id').execute(),
      agents: await tx
        .selectFrom('memberships')
        .innerJoin('users', 'users.id', 'memberships.user_id')
        .where('memberships.active', '=', true)
        .select(['memberships.id', 'memberships.tenant_id', 'users.name'])
        .execute(),
      trunks: await tx.selectFrom('trunks').selectAll().orderBy('id').execute(),
      numbers: await tx.selectFrom('numbers').selectAll().orderBy('e164').execute(),
    }))
    this.tenants = new Map(rows.tenants.map((tenant) => [tenant.id, tenant]))
    this.queues = new Map(
      rows.queues.map((queue) => [
        queue.id,
        {
          id: queue.id,
          tenantId: queue.tenant_id,
          name: queue.name,
          strategy: queue.strategy,
          ringSeconds: queue.ring_seconds,
          maxWaitSeconds: queue.max_wait_seconds,
          wrapUpSeconds: queue.wrap_up_seconds,
          answerMode: queue.answer_mode === 'whenAgentAnswers' ? 'whenAgentAnswers' : 'immediately',
          record: queue.recording === 'all',
          members: rows.members
            .filter((member) => member.queue_id === queue.id)
            .map((member) => ({ agentId: member.agent_id, penalty: member.penalty })),
        },
      ]),
    )
    this.agents = new Map(
      rows.agents.map((agent) => [
        agent.id,
        {
          id: agent.id,
          tenantId: agent.tenant_id,
          name: agent.name,
          queueIds: rows.members.filter((m) => m.agent_id === agent.id).map((m) => m.queue_id),
        },
      ]),
    )
    this.trunks = rows.trunks.map((trunk) => ({
      id: trunk.id,
      tenantId: trunk.tenant_id,
      host: trunk.host,
      port: trunk.port,
      matchAddresses: trunk.match_addresses,
      numbers: rows.numbers
        .filter((number) => number.trunk_id === trunk.id)
        .map((number) => ({ e164: number.e164, queueId: number.queue_id })),
    }))
    for (const listener of this.#listeners) listener()
  }
}
