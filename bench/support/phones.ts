import { agentEndpointName, createAmiActions } from '@callfloor/asterisk'
import { eventually, type Stack } from '@callfloor/stack'
import { withAmi } from './ami.ts'
import type { Floor, Person } from './floor.ts'
import { callApi, signIn } from './people.ts'

export type Address = { host: string; port: number }
type Fields = Record<string, string>

/** Endpoint and aor of a plain SIP phone at a fixed address, in Asterisk's words. */
const phoneObjects = (name: string, phone: Address, more: Fields = {}) => ({
  aor: { contact: `sip:${name}@${phone.host}:${phone.port}`, qualify_frequency: '0' },
  endpoint: {
    context: 'agents',
    aors: name,
    disallow: 'all',
    allow: 'ulaw',
    direct_media: 'no',
    rtp_symmetric: 'yes',
    media_address: '127.0.0.1',
    bind_rtp_to_media_address: 'yes',
    ...more,
  },
})

async function askAri(stack: Stack, method: 'PUT' | 'DELETE', path: string, fields?: Fields) {
  const { url, user, secret } = stack.asterisk.ari
  const list = Object.entries(fields ?? {}).map(([attribute, value]) => ({ attribute, value }))
  const response = await fetch(`${url}/asterisk/config/dynamic/res_pjsip/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: fields ? JSON.stringify({ fields: list }) : null,
  })
  const text = await response.text()
  const gone = method === 'DELETE' && response.status === 404
  if (!response.ok && !gone) throw new Error(`Asterisk refused ${method} ${path}: ${text}`)
}

/** Pushes endpoint objects into Asterisk by ARI, replacing what stands under their name. */
export async function pushObjects(
  stack: Stack,
  name: string,
  objects: Partial<Record<'auth' | 'aor' | 'endpoint', Fields>>,
): Promise<void> {
  for (const type of ['endpoint', 'aor', 'auth']) await askAri(stack, 'DELETE', `${type}/${name}`)
  for (const type of ['auth', 'aor', 'endpoint'] as const) {
    if (objects[type]) await askAri(stack, 'PUT', `${type}/${name}`, objects[type])
  }
}

/** Pushes a plain SIP phone. `more` are further settings of the endpoint. */
export const pushPhone = (stack: Stack, name: string, phone: Address, more?: Fields) =>
  pushObjects(stack, name, phoneObjects(name, phone, more))

/**
 * Makes `count` agents ready at a SIP phone: signed in, leased, available, seated. All through the
 * API as from a browser; then the endpoint of the browser is replaced by that of a plain phone.
 */
export async function seatAgents(
  stack: Stack,
  floor: Floor,
  count: number,
  phone: Address,
): Promise<Person[]> {
  const agents = floor.agents.slice(0, count)
  for (const agent of agents) {
    const cookie = await signIn(stack, agent.email)
    await callApi(stack, cookie, 'POST', '/agent/lease', { takeOver: true })
    const more = { accountcode: floor.tenantId }
    await pushPhone(stack, agentEndpointName(agent.agentId), phone, more)
    const ready = { status: 'available', ready: { microphone: true, audio: true } }
    // Asterisk tells the API that the phone can be reached a moment after the push.
    await eventually(() => callApi(stack, cookie, 'PUT', '/agent/status', ready), {
      timeoutMs: 15_000,
    })
  }
  await whenReady(stack, floor.queue.id, count)
  return agents
}

/** Resolves when `count` members of a queue would be rung for the next caller. */
export const whenReady = (
  stack: Stack,
  queueId: string,
  count: number,
  timeoutMs = 20_000,
): Promise<void> =>
  withAmi(stack, async (ami) => {
    const actions = createAmiActions(ami)
    await eventually(
      async () => {
        const { members } = await actions.queueStatus(queueId)
        const ready = members.filter(({ Paused, Status }) => !Paused && Number(Status) === 1)
        if (ready.length < count) throw new Error(`${ready.length} of ${count} agents are ready.`)
      },
      { timeoutMs, everyMs: 200 },
    )
  })
