import { type AgentProvisioning, createAgentProvisioning } from '@callfloor/asterisk'
import { type AgentId, CallfloorError, type TenantId } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { Env } from '../env.ts'

/** The agents' SIP accounts, pushed into Asterisk without a reload and taken away at logout. */
@Injectable()
export class Endpoints {
  readonly #provisioning: AgentProvisioning
  readonly #logger = new Logger(Endpoints.name)

  constructor(private readonly env: Env) {
    this.#provisioning = createAgentProvisioning({
      url: env.ARI_URL,
      user: env.ARI_USER,
      secret: env.ARI_SECRET,
    })
  }

  /**
   * Gives an agent who has an account another password, and one who has none an account.
   * @throws CallfloorError `telephonyUnavailable`
   */
  async changeSecret(tenantId: TenantId, agentId: AgentId, secret: string): Promise<void> {
    const exists = await this.#ask(() => this.#provisioning.has(agentId))
    if (!exists) return this.push(tenantId, agentId, secret)
    await this.#ask(() => this.#provisioning.changeSecret({ agentId, secret }))
  }

  /** @throws CallfloorError `telephonyUnavailable` */
  async push(tenantId: TenantId, agentId: AgentId, secret: string): Promise<void> {
    const mediaAddress = this.env.MEDIA_ADDRESS
    await this.#ask(() =>
      this.#provisioning.push({ agentId, tenantId, secret, ...(mediaAddress && { mediaAddress }) }),
    )
  }

  /** @throws CallfloorError `telephonyUnavailable` */
  async remove(agentId: AgentId): Promise<void> {
    await this.#ask(() => this.#provisioning.remove(agentId))
  }

  async #ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request()
    } catch (error) {
      this.#logger.error({ err: error }, 'Asterisk did not take an account')
      throw new CallfloorError(
        'telephonyUnavailable',
        'The telephone system does not answer. It is being restarted; try again in a moment.',
      )
    }
  }
}
