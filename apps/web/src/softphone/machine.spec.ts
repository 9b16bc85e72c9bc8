import type { SoftphoneLease } from '@callfloor/contracts'
import { CallfloorError, type ErrorCode } from '@callfloor/domain'
import { describe, expect, test, vi } from 'vitest'
import { createActor, waitFor } from 'xstate'
import { codeOf } from '../api/refusal.ts'
import { createSoftphoneMachine, softphoneStateOf } from './machine.ts'
import type { SipCall } from './sip-phone.ts'
import { missingOf } from './state.ts'

const lease: SoftphoneLease = {
  leaseId: 'lease-1',
  username: 'agent-1',
  password: 'secret',
  realm: 'asterisk',
  socketPath: '/sip',
  iceServers: [],
}
const warm = { id: 'warm' } as MediaStream
const settled = () => new Promise((resolve) => setImmediate(resolve))

function givenPhone({ refuse = [] as ErrorCode[], microphone = warm as MediaStream | null } = {}) {
  const refusals = [...refuse]
  const ports = {
    takeLease: vi.fn(async (_takeOver: boolean) => {
      const code = refusals.shift()
      if (code) throw new CallfloorError(code, code)
      return lease
    }),
    codeOf,
    accountOf: ({ username, password, realm }: SoftphoneLease) => ({
      username,
      password,
      realm,
      socketUrl: 'ws://localhost/sip',
      iceServers: [],
    }),
    phone: { start: vi.fn(), stop: vi.fn() },
    microphone: {
      acquire: vi.fn(async () => null),
      lend: vi.fn(() => microphone),
      takeBack: vi.fn(),
    },
    speaker: { ring: vi.fn(), stopRinging: vi.fn(), silence: vi.fn() },
  }
  const actor = createActor(createSoftphoneMachine(ports)).start()
  const state = () => softphoneStateOf(actor.getSnapshot())
  return {
    ports,
    actor,
    state,
    async registers() {
      actor.send({ type: 'start' })
      await waitFor(actor, (snapshot) => softphoneStateOf(snapshot).line === 'connecting')
      actor.send({ type: 'lineRegistered' })
    },
    async talks() {
      const call = givenCall()
      actor.send({ type: 'incoming', call })
      actor.send({ type: 'answer' })
      await settled()
      actor.send({ type: 'callAnswered' })
      return call
    },
  }
}

const givenCall = () => {
  const call = {
    id: 'sip-1',
    linkedId: 'callfloor-1700000000.1',
    queueId: 'queue-1',
    caller: { number: '+12025550190', name: '' },
    subscribe: vi.fn(),
    answer: vi.fn(),
    reject: vi.fn(),
    hangUp: vi.fn(),
    drop: vi.fn(),
    mute: vi.fn(),
    hold: vi.fn(() => true),
    sendDtmf: vi.fn(),
    replaceMicrophone: vi.fn(),
    refresh: vi.fn(),
    stats: vi.fn(async () => null),
  }
  return call satisfies SipCall
}

describe('the line', () => {
  test('is registered by a lease and its account', async () => {
    const { registers, state, ports } = givenPhone()
    await registers()
    expect(state()).toMatchObject({ line: 'registered', leaseId: 'lease-1' })
    expect(ports.phone.start).toHaveBeenCalledWith(expect.objectContaining({ password: 'secret' }))
  })

  test('asks before it takes the lease from another window, and then takes it', async () => {
    const { actor, state, ports } = givenPhone({ refuse: ['leaseTaken'] })
    actor.send({ type: 'start' })
    await waitFor(actor, (s) => softphoneStateOf(s).line === 'takenElsewhere')
    expect(state().refusal).toBe('leaseTaken')
    actor.send({ type: 'takeOver' })
    await waitFor(actor, (s) => softphoneStateOf(s).line === 'connecting')
    expect(ports.takeLease.mock.calls).toEqual([[false], [true]])
  })

  test('does not go on asking a server that will go on refusing', async () => {
    const { actor, state } = givenPhone({ refuse: ['notAllowed'] })
    actor.send({ type: 'start' })
    await waitFor(actor, (s) => softphoneStateOf(s).line === 'refused')
    expect(state().refusal).toBe('notAllowed')
  })

  test('tries again by itself when the server is away', async () => {
    vi.useFakeTimers()
    try {
      const { actor, state, ports } = givenPhone({ refuse: ['apiUnavailable'] })
      actor.send({ type: 'start' })
      await vi.advanceTimersByTimeAsync(0)
      expect(state()).toMatchObject({ line: 'leasing', refusal: 'apiUnavailable' })
      await vi.advanceTimersByTimeAsync(2_000)
      expect(ports.takeLease).toHaveBeenCalledTimes(2)
      expect(state().line).toBe('connecting')
    } finally {
      vi.useRealTimers()
    }
  })

  test('lost, comes back without a new lease', async () => {
    const { registers, actor, state, ports } = givenPhone()
    await registers()
    actor.send({ type: 'lineLost' })
    expect(state().line).toBe('reconnecting')
    actor.send({ type: 'lineRegistered' })
    expect(state().line).toBe('registered')
    expect(ports.takeLease).toHaveBeenCalledTimes(1)
  })

  test('refused, asks for a new lease: the account is void', async () => {
    const { registers, actor, ports } = givenPhone()
    await registers()
    actor.send({ type: 'lineRefused' })
    await waitFor(actor, (s) => softphoneStateOf(s).line === 'connecting')
    expect(ports.takeLease).toHaveBeenCalledTimes(2)
  })

  test('taken by another window, goes passive and stays so until it is taken back', async () => {
    const { registers, actor, state, ports } = givenPhone()
    await registers()
    actor.send({ type: 'leaseTaken' })
    expect(state().line).toBe('passive')
    expect(ports.phone.stop).toHaveBeenCalled()
    actor.send({ type: 'leaseLost' })
    expect(state().line).toBe('passive')
    actor.send({ type: 'takeOver' })
    await waitFor(actor, (s) => softphoneStateOf(s).line === 'connecting')
    expect(ports.takeLease).toHaveBeenLastCalledWith(true)
  })

  test('taken during a call, lets the call come to its end first', async () => {
    const { registers, talks, actor, state, ports } = givenPhone()
    await registers()
    await talks()
    actor.send({ type: 'leaseTaken' })
    expect(state()).toMatchObject({ line: 'passive', call: { phase: 'talking' } })
    expect(ports.phone.stop).not.toHaveBeenCalled()
    actor.send({ type: 'callEnded', end: 'hungUp' })
    expect(ports.phone.stop).toHaveBeenCalledTimes(1)
    expect(state().call).toBeNull()
  })

  test('is not disturbed by a word about a lease while it is off', () => {
    const { actor, state } = givenPhone()
    actor.send({ type: 'leaseLost' })
    actor.send({ type: 'leaseTaken' })
    expect(state().line).toBe('off')
  })
})

describe('a call', () => {
  test('rings until it is answered, with the warm microphone and at once', async () => {
    const { registers, actor, state, ports } = givenPhone()
    await registers()
    const call = givenCall()
    actor.send({ type: 'incoming', call })
    expect(state().call).toMatchObject({ phase: 'ringing', linkedId: call.linkedId })
    expect(ports.speaker.ring).toHaveBeenCalledTimes(1)
    actor.send({ type: 'answer' })
    expect(call.answer).toHaveBeenCalledWith(warm)
    expect(ports.microphone.acquire).not.toHaveBeenCalled()
    actor.send({ type: 'callAnswered' })
    expect(state().call?.phase).toBe('talking')
    expect(ports.speaker.stopRinging).toHaveBeenCalledTimes(1)
  })

  test('that cannot be answered for want of a microphone rings on and says so', async () => {
    const { registers, actor, state, ports } = givenPhone({ microphone: null })
    await registers()
    const call = givenCall()
    actor.send({ type: 'incoming', call })
    actor.send({ type: 'answer' })
    await settled()
    expect(ports.microphone.acquire).toHaveBeenCalledTimes(1)
    expect(call.answer).not.toHaveBeenCalled()
    expect(state()).toMatchObject({ answerFailed: true, call: { phase: 'ringing' } })
  })

  test('rejected is gone from the screen at once', async () => {
    const { registers, actor, state } = givenPhone()
    await registers()
    const call = givenCall()
    actor.send({ type: 'incoming', call })
    actor.send({ type: 'reject' })
    expect(call.reject).toHaveBeenCalledTimes(1)
    expect(state().call).toBeNull()
  })

  test('that the caller gives up stops ringing', async () => {
    const { registers, actor, state, ports } = givenPhone()
    await registers()
    actor.send({ type: 'incoming', call: givenCall() })
    actor.send({ type: 'callEnded', end: 'cancelled' })
    expect(state()).toMatchObject({ call: null, lastEnd: 'cancelled' })
    expect(ports.speaker.stopRinging).toHaveBeenCalledTimes(1)
  })

  test('that comes during another is refused and does not touch it', async () => {
    const { registers, talks, actor, state } = givenPhone()
    await registers()
    const first = await talks()
    const second = { ...givenCall(), linkedId: 'callfloor-1700000000.2' }
    actor.send({ type: 'incoming', call: second })
    expect(second.reject).toHaveBeenCalledTimes(1)
    expect(state().call?.linkedId).toBe(first.linkedId)
  })

  test('goes on when the line is lost, and makes itself known when it is back', async () => {
    const { registers, talks, actor, state } = givenPhone()
    await registers()
    const call = await talks()
    actor.send({ type: 'lineLost' })
    expect(state()).toMatchObject({ line: 'reconnecting', call: { phase: 'talking' } })
    expect(call.drop).not.toHaveBeenCalled()
    actor.send({ type: 'lineRegistered' })
    expect(call.refresh).toHaveBeenCalledWith('signalling')
  })

  test('whose media broke has it restarted, again until it flows', async () => {
    vi.useFakeTimers()
    try {
      const { actor, state } = givenPhone()
      const call = givenCall()
      actor.send({ type: 'incoming', call })
      actor.send({ type: 'answer' })
      actor.send({ type: 'callAnswered' })
      actor.send({ type: 'callMedia', media: 'interrupted' })
      expect(state().call?.media).toBe('interrupted')
      await vi.advanceTimersByTimeAsync(1_500)
      expect(call.refresh).toHaveBeenCalledTimes(1)
      await vi.advanceTimersByTimeAsync(6_000)
      expect(call.refresh).toHaveBeenCalledTimes(2)
      actor.send({ type: 'callMedia', media: 'flowing' })
      await vi.advanceTimersByTimeAsync(60_000)
      expect(call.refresh).toHaveBeenCalledTimes(2)
      expect(call.refresh).toHaveBeenCalledWith('media')
    } finally {
      vi.useRealTimers()
    }
  })

  test('is held when the switch has confirmed it, and only one wish is under way', async () => {
    const { registers, talks, actor, state } = givenPhone()
    await registers()
    const call = await talks()
    actor.send({ type: 'hold', held: true })
    actor.send({ type: 'hold', held: false })
    expect(call.hold.mock.calls).toEqual([[true]])
    expect(state().call?.hold).toEqual({ wanted: true, confirmed: false })
    actor.send({ type: 'callHeld', held: true })
    expect(state().call?.hold).toEqual({ wanted: true, confirmed: true })
    actor.send({ type: 'hold', held: false })
    expect(call.hold).toHaveBeenLastCalledWith(false)
  })

  test('whose hold could not be asked for is shown as it is', async () => {
    const { registers, talks, actor, state } = givenPhone()
    await registers()
    const call = await talks()
    call.hold.mockReturnValueOnce(false)
    actor.send({ type: 'hold', held: true })
    expect(state().call?.hold).toEqual({ wanted: false, confirmed: false })
  })

  test('is muted and unmuted', async () => {
    const { registers, talks, actor, state } = givenPhone()
    await registers()
    const call = await talks()
    actor.send({ type: 'mute', muted: true })
    expect(call.mute).toHaveBeenLastCalledWith(true)
    expect(state().call?.muted).toBe(true)
    actor.send({ type: 'mute', muted: false })
    expect(call.mute).toHaveBeenLastCalledWith(false)
  })

  test('goes on through a microphone that was plugged in anew', async () => {
    const { registers, talks, actor } = givenPhone()
    await registers()
    const call = await talks()
    actor.send({ type: 'microphone', state: 'lost' })
    expect(call.replaceMicrophone).not.toHaveBeenCalled()
    actor.send({ type: 'microphone', state: 'live' })
    expect(call.replaceMicrophone).toHaveBeenCalledWith(warm)
  })

  test('hung up is over when the phone says so, and in any case soon', async () => {
    vi.useFakeTimers()
    try {
      const { actor, state } = givenPhone()
      const call = givenCall()
      actor.send({ type: 'incoming', call })
      actor.send({ type: 'answer' })
      actor.send({ type: 'callAnswered' })
      actor.send({ type: 'hangUp' })
      expect(call.hangUp).toHaveBeenCalledTimes(1)
      expect(state().call?.phase).toBe('ending')
      await vi.advanceTimersByTimeAsync(4_000)
      expect(state().call).toBeNull()
    } finally {
      vi.useRealTimers()
    }
  })

  test('that the server knows to be over is let go', async () => {
    const { registers, talks, actor, state, ports } = givenPhone()
    await registers()
    const call = await talks()
    actor.send({ type: 'callGone' })
    expect(call.drop).toHaveBeenCalledTimes(1)
    expect(state()).toMatchObject({ call: null, lastEnd: 'connectionLost' })
    expect(ports.microphone.takeBack).toHaveBeenCalled()
  })

  test('leaves nothing of itself to the next', async () => {
    const { registers, talks, actor, state } = givenPhone()
    await registers()
    await talks()
    actor.send({ type: 'mute', muted: true })
    actor.send({ type: 'callEnded', end: 'hungUp' })
    await talks()
    expect(state().call).toMatchObject({ muted: false, hold: { wanted: false, confirmed: false } })
  })
})

describe('readiness', () => {
  test('names what is missing, in the order of its mend', async () => {
    const { registers, actor, state } = givenPhone()
    expect(missingOf(state())).toEqual(['line', 'microphone', 'speaker'])
    await registers()
    actor.send({ type: 'microphone', state: 'live' })
    expect(missingOf(state())).toEqual(['speaker'])
    actor.send({ type: 'speaker', unlocked: true })
    expect(missingOf(state())).toEqual([])
    actor.send({ type: 'microphone', state: 'lost' })
    expect(missingOf(state())).toEqual(['microphone'])
  })
})
