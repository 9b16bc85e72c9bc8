import { type AgentId, CallfloorError, type CallId, type ChosenStatus } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { AgentSessions } from './agent-sessions.service.ts'

type StatusWish = {
  status: ChosenStatus
  reason: string | null
  ready?: { microphone: boolean; audio: boolean } | undefined
}

/** What agents decide about themselves. */
@Injectable()
export class Agents {
  constructor(
    private readonly sessions: AgentSessions,
    private readonly telephony: TelephonyState,
  ) {}

  async chooseStatus(agentId: AgentId, wish: StatusWish): Promise<{ status: ChosenStatus }> {
    const { session } = this.sessions.get(agentId)
    if (wish.status === 'available') this.#requireReady(agentId, wish)
    const reason = wish.status === 'away' ? wish.reason : null
    const { chosen } = session
    if (chosen.status !== wish.status || chosen.reason !== reason) {
      const at = Date.now()
      await this.sessions.decide(agentId, { type: 'statusChosen', at, status: wish.status, reason })
    }
    return { status: wish.status }
  }

  async extendWrapUp(agentId: AgentId, bySeconds: number): Promise<{ until: number }> {
    if (this.sessions.get(agentId).session.activity.kind !== 'wrapUp') throw notInWrapUp()
    const byMs = bySeconds * 1000
    const session = await this.sessions.decide(agentId, {
      type: 'wrapUpExtended',
      at: Date.now(),
      byMs,
    })
    if (session.activity.kind !== 'wrapUp') throw notInWrapUp()
    return { until: session.activity.until }
  }

  /** The disposition of a call was saved: the wrap-up for it is done. */
  async endWrapUp(agentId: AgentId, callId: CallId): Promise<void> {
    const activity = this.sessions.find(agentId)?.session.activity
    if (activity?.kind !== 'wrapUp' || activity.callId !== callId) return
    await this.sessions.decide(agentId, { type: 'wrapUpEnded', at: Date.now(), how: 'disposition' })
  }

  /** Nobody is Available who could not hear a caller. */
  #requireReady(agentId: AgentId, { ready }: StatusWish): void {
    if (!this.telephony.isRegistered(agentId)) {
      throw new CallfloorError(
        'notRegistered',
        'Your phone is not connected yet. It connects by itself; try again in a moment.',
      )
    }
    if (!ready?.microphone || !ready.audio) {
      throw new CallfloorError(
        'conflict',
        'Allow the microphone and sound first, then go Available.',
        {
          microphone: ready?.microphone ?? false,
          audio: ready?.audio ?? false,
        },
      )
    }
  }
}

const notInWrapUp = () =>
  new CallfloorError('notInWrapUp', 'The wrap-up is over already; there is nothing to extend.')
