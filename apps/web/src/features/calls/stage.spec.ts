import type { LiveAgent, LiveCall } from '@callfloor/contracts'
import { expect, test } from 'vitest'
import { stageOf } from './stage.ts'

const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000).toISOString()
const call: LiveCall = {
  id: 'c1',
  linkedId: 'node-1',
  direction: 'inbound',
  state: 'queued',
  callerNumber: '+12025550123',
  callerName: '',
  queueId: 'q1',
  startedAt: at(0),
  joinedAt: at(1),
  answeredAt: null,
  held: false,
  agentIds: [],
  lead: null,
}
const connected: LiveCall = { ...call, state: 'connected', answeredAt: at(9), agentIds: ['a1'] }
const holding: LiveAgent = {
  id: 'a1',
  name: 'Ana Silva',
  sessionId: null,
  chosen: 'available',
  reason: null,
  shown: 'held',
  since: at(20),
  callId: 'c1',
  queueId: 'q1',
  wrapUpUntil: null,
  leaseId: null,
  registered: true,
}

test.each([
  ['a caller in the queue waits since they joined it', call, 'waiting', at(1)],
  [
    'a call that has reached no queue rings',
    { ...call, state: 'ringing', joinedAt: null },
    'ringing',
    at(0),
  ],
  [
    'an agent rung for a caller does not start their wait anew',
    { ...call, state: 'offered' },
    'ringing',
    at(1),
  ],
  ['a talk is counted from the answer', connected, 'talking', at(9)],
  ['a hold is counted from when the agent held', { ...connected, held: true }, 'held', at(20)],
] as const)('%s', (_, live, kind, since) => {
  expect(stageOf(live as LiveCall, { a1: holding })).toEqual({ kind, since })
})

test('a hold nobody on this floor is known to have begun has no time', () => {
  const elsewhere = { ...holding, callId: 'another' }
  expect(stageOf({ ...connected, held: true }, { a1: elsewhere }).since).toBeNull()
  expect(stageOf({ ...connected, held: true }, {}).since).toBeNull()
})
