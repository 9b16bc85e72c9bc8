import type { SoftphoneLease } from '@callfloor/contracts'
import type { ErrorCode } from '@callfloor/domain'
import { assign, fromPromise, type SnapshotFrom, setup } from 'xstate'
import { backoffMs } from './backoff.ts'
import type { Microphone, MicrophoneState } from './microphone.ts'
import type { Quality } from './quality.ts'
import type { SipAccount, SipCall, SipEnd, SipPhone } from './sip-phone.ts'
import type { Speaker } from './speaker.ts'
import type { CallPhase, SoftphoneState } from './state.ts'

/** What the machine acts on. */
export type SoftphonePorts = {
  takeLease(takeOver: boolean): Promise<SoftphoneLease>
  /** The code of a refusal that {@link takeLease} threw. */
  codeOf(error: unknown): ErrorCode
  accountOf(lease: SoftphoneLease): SipAccount
  phone: Pick<SipPhone, 'start' | 'stop'>
  microphone: Pick<Microphone, 'acquire' | 'lend' | 'takeBack'>
  speaker: Pick<Speaker, 'ring' | 'stopRinging' | 'silence'>
}

type Context = {
  lease: SoftphoneLease | null
  refusal: ErrorCode | null
  takeOver: boolean
  attempt: number
  call: SipCall | null
  muted: boolean
  hold: { wanted: boolean; confirmed: boolean }
  quality: Quality | null
  lastEnd: SipEnd | null
  answerFailed: boolean
  microphone: MicrophoneState
  speaker: 'locked' | 'unlocked'
}

export type SoftphoneEvent =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'takeOver' }
  | { type: 'leaseTaken' }
  | { type: 'leaseLost' }
  | { type: 'lineRegistered' | 'lineLost' | 'lineRefused' }
  | { type: 'incoming'; call: SipCall }
  | { type: 'answer' | 'reject' | 'hangUp' }
  | { type: 'mute'; muted: boolean }
  | { type: 'hold'; held: boolean }
  | { type: 'callAnswered' }
  | { type: 'callHeld'; held: boolean }
  | { type: 'holdFailed' }
  | { type: 'callMedia'; media: 'flowing' | 'interrupted' }
  | { type: 'callQuality'; quality: Quality }
  | { type: 'callEnded'; end: SipEnd }
  /** The live state says that this call is over, and no BYE has come. */
  | { type: 'callGone' }
  | { type: 'microphone'; state: MicrophoneState }
  | { type: 'speaker'; unlocked: boolean }

const leaseBackoff = { first: 1_000, most: 15_000 }
/** A refusal no waiting will mend. */
const lasting: readonly ErrorCode[] = ['notSignedIn', 'notAllowed', 'noTenant', 'badRequest']

const noCall = {
  call: null,
  muted: false,
  hold: { wanted: false, confirmed: false },
  quality: null,
}

/**
 * The phone in this page. Two regions that know little of each other: a call goes on while the line
 * is lost, and a lost lease lets a call come to its end.
 *
 *   line: off → leasing → connecting → registered ⇄ reconnecting
 *                 ↓ ↘ takenElsewhere       (any) → passive
 *               refused
 *   call: none → ringing → answering → talking (flowing ⇄ interrupted) → ending → none
 */
export function createSoftphoneMachine(ports: SoftphonePorts) {
  return setup({
    types: { context: {} as Context, events: {} as SoftphoneEvent },
    actors: {
      takeLease: fromPromise<SoftphoneLease, { takeOver: boolean }>(({ input }) =>
        ports.takeLease(input.takeOver),
      ),
      // With a warm microphone this answers before the click's own tick ends.
      answer: fromPromise<void, { call: SipCall | null }>(async ({ input }) => {
        let microphone = ports.microphone.lend()
        if (!microphone) {
          await ports.microphone.acquire()
          microphone = ports.microphone.lend()
        }
        if (!microphone) throw new Error('No microphone')
        input.call?.answer(microphone)
      }),
    },
    actions: {
      startPhone: ({ context }) =>
        context.lease && ports.phone.start(ports.accountOf(context.lease)),
      stopPhone: () => ports.phone.stop(),
      stopIdlePhone: ({ context }) => context.call || ports.phone.stop(),
      ring: () => ports.speaker.ring(),
      stopRinging: () => ports.speaker.stopRinging(),
      refuseSecond: ({ event }) => event.type === 'incoming' && event.call.reject(),
      reject: ({ context }) => context.call?.reject(),
      hangUp: ({ context }) => context.call?.hangUp(),
      drop: ({ context }) => context.call?.drop(),
      mute: ({ context }) => context.call?.mute(context.muted),
      askHold: ({ context, self }) => {
        if (!context.call?.hold(context.hold.wanted)) self.send({ type: 'holdFailed' })
      },
      refreshSignalling: ({ context }) => context.call?.refresh('signalling'),
      restartMedia: ({ context }) => context.call?.refresh('media'),
      speakThroughNew: ({ context, event }) => {
        if (event.type !== 'microphone' || event.state !== 'live') return
        const microphone = ports.microphone.lend()
        if (microphone) context.call?.replaceMicrophone(microphone)
      },
      letGo: () => {
        ports.speaker.silence()
        ports.microphone.takeBack()
      },
      forgetCall: assign(noCall),
      rememberEnd: assign(({ event }) =>
        event.type === 'callEnded' ? { lastEnd: event.end } : { lastEnd: 'connectionLost' },
      ),
      takeCall: assign(({ event }) =>
        event.type === 'incoming' ? { call: event.call, lastEnd: null, answerFailed: false } : {},
      ),
    },
    guards: {
      isTaken: ({ event }) => ports.codeOf((event as { error?: unknown }).error) === 'leaseTaken',
      isLasting: ({ event }) =>
        lasting.includes(ports.codeOf((event as { error?: unknown }).error)),
    },
    delays: {
      leaseBackoff: ({ context }) => backoffMs(context.attempt, leaseBackoff),
    },
  }).createMachine({
    id: 'softphone',
    type: 'parallel',
    context: {
      lease: null,
      refusal: null,
      takeOver: false,
      attempt: 0,
      ...noCall,
      lastEnd: null,
      answerFailed: false,
      microphone: 'off',
      speaker: 'locked',
    },
    on: {
      microphone: { actions: assign({ microphone: ({ event }) => event.state }) },
      speaker: {
        actions: assign({ speaker: ({ event }) => (event.unlocked ? 'unlocked' : 'locked') }),
      },
    },
    states: {
      line: {
        initial: 'off',
        on: {
          stop: { target: '.off', actions: 'stopPhone' },
          leaseTaken: '.passive',
          leaseLost: '.leasing',
        },
        states: {
          off: {
            entry: assign({ lease: null, refusal: null }),
            on: { start: 'leasing', leaseTaken: {}, leaseLost: {} },
          },
          leasing: {
            invoke: {
              src: 'takeLease',
              input: ({ context }) => ({ takeOver: context.takeOver }),
              onDone: {
                target: 'connecting',
                actions: assign(({ event }) => ({
                  lease: event.output,
                  refusal: null,
                  takeOver: false,
                })),
              },
              onError: [
                {
                  guard: 'isTaken',
                  target: 'takenElsewhere',
                  actions: assign({ takeOver: false }),
                },
                { guard: 'isLasting', target: 'refused' },
                { target: 'waiting' },
              ],
            },
            on: { leaseLost: {} },
            exit: assign(({ event }) => ({
              refusal: 'error' in event ? ports.codeOf(event.error) : null,
            })),
          },
          waiting: {
            entry: assign({ attempt: ({ context }) => context.attempt + 1 }),
            after: { leaseBackoff: 'leasing' },
          },
          connecting: {
            entry: 'startPhone',
            on: {
              lineRegistered: 'registered',
              lineRefused: 'waiting',
              leaseLost: {},
            },
          },
          registered: {
            entry: assign({ attempt: 0 }),
            on: { lineLost: 'reconnecting', lineRefused: 'leasing' },
          },
          reconnecting: {
            on: { lineRegistered: 'registered', lineRefused: 'leasing' },
          },
          takenElsewhere: {
            on: {
              takeOver: { target: 'leasing', actions: assign({ takeOver: true }) },
              leaseTaken: {},
              leaseLost: {},
            },
          },
          passive: {
            entry: 'stopIdlePhone',
            on: {
              takeOver: { target: 'leasing', actions: assign({ takeOver: true }) },
              leaseTaken: {},
              leaseLost: {},
              callEnded: { actions: 'stopPhone' },
            },
          },
          refused: { on: { start: 'leasing', leaseLost: {} } },
        },
      },
      call: {
        initial: 'none',
        states: {
          none: {
            entry: ['letGo', 'forgetCall'],
            on: { incoming: { target: 'ringing', actions: 'takeCall' } },
          },
          ringing: {
            entry: 'ring',
            exit: 'stopRinging',
            on: {
              answer: 'answering',
              reject: { target: 'none', actions: 'reject' },
              incoming: { actions: 'refuseSecond' },
              callEnded: { target: 'none', actions: 'rememberEnd' },
              callGone: { target: 'none', actions: ['drop', 'rememberEnd'] },
            },
          },
          answering: {
            invoke: {
              src: 'answer',
              input: ({ context }) => ({ call: context.call }),
              onError: { target: 'ringing', actions: assign({ answerFailed: true }) },
            },
            on: {
              callAnswered: 'talking',
              hangUp: { target: 'none', actions: 'reject' },
              incoming: { actions: 'refuseSecond' },
              callEnded: { target: 'none', actions: 'rememberEnd' },
              callGone: { target: 'none', actions: ['drop', 'rememberEnd'] },
            },
          },
          talking: {
            initial: 'flowing',
            on: {
              hangUp: { target: 'ending', actions: 'hangUp' },
              mute: { actions: [assign({ muted: ({ event }) => event.muted }), 'mute'] },
              hold: {
                guard: ({ context, event }) =>
                  context.hold.wanted === context.hold.confirmed &&
                  context.hold.wanted !== event.held,
                actions: [
                  assign({
                    hold: ({ context, event }) => ({ ...context.hold, wanted: event.held }),
                  }),
                  'askHold',
                ],
              },
              holdFailed: {
                actions: assign({
                  hold: ({ context }) => ({ ...context.hold, wanted: context.hold.confirmed }),
                }),
              },
              callHeld: {
                actions: assign({
                  hold: ({ event }) => ({ wanted: event.held, confirmed: event.held }),
                }),
              },
              callQuality: { actions: assign({ quality: ({ event }) => event.quality }) },
              callMedia: [
                { guard: ({ event }) => event.media === 'flowing', target: '.flowing' },
                { target: '.interrupted' },
              ],
              microphone: {
                actions: [assign({ microphone: ({ event }) => event.state }), 'speakThroughNew'],
              },
              lineRegistered: { actions: 'refreshSignalling' },
              incoming: { actions: 'refuseSecond' },
              callEnded: { target: 'none', actions: 'rememberEnd' },
              callGone: { target: 'none', actions: ['drop', 'rememberEnd'] },
            },
            states: {
              flowing: {},
              interrupted: {
                // The path often mends itself; then the line is given time to come back, again and again.
                after: {
                  1500: { actions: 'restartMedia' },
                  6000: { target: 'interrupted', reenter: true },
                },
              },
            },
          },
          ending: {
            after: { 4000: { target: 'none', actions: 'drop' } },
            on: {
              incoming: { actions: 'refuseSecond' },
              callEnded: { target: 'none', actions: 'rememberEnd' },
              callGone: { target: 'none', actions: 'drop' },
            },
          },
        },
      },
    },
  })
}

export type SoftphoneMachine = ReturnType<typeof createSoftphoneMachine>

/** What a screen sees of the machine. */
export function softphoneStateOf({
  context,
  value,
}: SnapshotFrom<SoftphoneMachine>): SoftphoneState {
  const { line, call } = value
  const phase = typeof call === 'string' ? call : 'talking'
  return {
    line: line === 'waiting' ? 'leasing' : line,
    leaseId: context.lease?.leaseId ?? null,
    refusal: context.refusal,
    call:
      phase === 'none' || !context.call ? null : phoneCallOf(context, context.call, phase, call),
    lastEnd: context.lastEnd,
    answerFailed: context.answerFailed,
    microphone: context.microphone,
    speaker: context.speaker,
  }
}

function phoneCallOf(context: Context, call: SipCall, phase: CallPhase, value: unknown) {
  const { muted, hold, quality } = context
  const interrupted =
    typeof value === 'object' &&
    value !== null &&
    'talking' in value &&
    value.talking === 'interrupted'
  return {
    phase,
    linkedId: call.linkedId,
    queueId: call.queueId,
    caller: call.caller,
    muted,
    hold,
    media: interrupted ? ('interrupted' as const) : ('flowing' as const),
    quality,
  }
}
