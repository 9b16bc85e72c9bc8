import type { SoftphoneLease } from '@callfloor/contracts'
import { type ActorRefFrom, createActor, waitFor } from 'xstate'
import { client } from '../api/client.ts'
import { codeOf } from '../api/refusal.ts'
import { createJsSipPhone } from './jssip-phone.ts'
import { forgetLease, rememberedLease, rememberLease } from './lease.ts'
import { createSoftphoneMachine, type SoftphoneMachine } from './machine.ts'
import { createMicrophone } from './microphone.ts'
import { type MediaSample, qualityOf, sampleOf } from './quality.ts'
import type { SipAccount, SipCall } from './sip-phone.ts'
import { createSpeaker } from './speaker.ts'
import { warmUp } from './warm-up.ts'

const qualityEveryMs = 2_000
/** How long signing out waits for a call to be over. */
const endPatienceMs = 2_000

/** The phone of this page, wired to the browser and to the server. One for the life of the page. */
export type Softphone = {
  actor: ActorRefFrom<SoftphoneMachine>
  /** Asks for the microphone and unlocks the sound: to be called within a click or a key press. */
  prepare(): Promise<void>
  /** Unlocks the sound, where a gesture just happened. */
  unlock(): Promise<void>
  /** Gives the phone back: the seats in the queues are given up and no call rings here. */
  end(): Promise<void>
}

/** @param audio the page's audio element, through which the caller is heard */
export function createSoftphone(audio: () => HTMLAudioElement | null): Softphone {
  const phone = createJsSipPhone()
  const microphone = createMicrophone()
  const speaker = createSpeaker(audio)
  const machine = createSoftphoneMachine({
    takeLease,
    codeOf,
    accountOf,
    phone,
    microphone,
    speaker,
  })
  const actor = createActor(machine)

  let warm = false
  microphone.onState = (state) => {
    actor.send({ type: 'microphone', state })
    if (state !== 'live' || warm) return
    warm = true
    void warmUp()
  }
  phone.events.onLine = (line) =>
    actor.send({
      type: ({ registered: 'lineRegistered', lost: 'lineLost', refused: 'lineRefused' } as const)[
        line
      ],
    })
  phone.events.onIncoming = (call) => {
    follow(call)
    actor.send({ type: 'incoming', call })
  }

  function follow(call: SipCall): void {
    // A refused second call must not speak for the first.
    const own = () => actor.getSnapshot().context.call === call
    let stopMeasuring = () => {}
    call.subscribe({
      onAnswered: () => {
        if (!own()) return
        actor.send({ type: 'callAnswered' })
        stopMeasuring = measure(call, (quality) => {
          if (own()) actor.send({ type: 'callQuality', quality })
        })
      },
      onEnded: (end) => {
        stopMeasuring()
        if (own()) actor.send({ type: 'callEnded', end })
      },
      onRemoteStream: (stream) => own() && speaker.play(stream),
      onHold: (held) => own() && actor.send({ type: 'callHeld', held }),
      onMedia: (media) => own() && actor.send({ type: 'callMedia', media }),
    })
  }

  const unlock = async () => {
    actor.send({ type: 'speaker', unlocked: await speaker.unlock() })
  }
  window.addEventListener('online', () => phone.reconnect())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') phone.reconnect()
  })
  actor.start()

  return {
    actor,
    unlock,
    async prepare() {
      await Promise.all([unlock(), microphone.acquire()])
    },
    async end() {
      const { lease } = actor.getSnapshot().context
      actor.send({ type: 'hangUp' })
      await waitFor(actor, ({ context }) => context.call === null, {
        timeout: endPatienceMs,
      }).catch(() => {})
      actor.send({ type: 'stop' })
      microphone.release()
      forgetLease()
      if (lease) await client.agent.endLease({ leaseId: lease.leaseId })
    },
  }
}

async function takeLease(takeOver: boolean): Promise<SoftphoneLease> {
  const leaseId = await rememberedLease()
  const lease = await client.agent.takeLease({ takeOver, ...(leaseId ? { leaseId } : {}) })
  rememberLease(lease.leaseId)
  return lease
}

function accountOf(lease: SoftphoneLease): SipAccount {
  const { username, password, realm, iceServers } = lease
  const socketUrl = new URL(lease.socketPath, window.location.href)
  socketUrl.protocol = socketUrl.protocol === 'https:' ? 'wss:' : 'ws:'
  return { username, password, realm, iceServers, socketUrl: socketUrl.href }
}

function measure(call: SipCall, tell: (quality: ReturnType<typeof qualityOf>) => void) {
  let before: MediaSample | null = null
  const timer = setInterval(async () => {
    const report = await call.stats()
    const sample = report && sampleOf(report.values(), performance.now())
    if (!sample) return
    if (before) tell(qualityOf(before, sample))
    before = sample
  }, qualityEveryMs)
  return () => clearInterval(timer)
}
