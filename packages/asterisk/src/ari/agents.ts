import { AGENTS_CONTEXT } from '../config/dialplan.ts'
import { NOWHERE_CONTEXT } from '../config/trunks.ts'
import { idValue, networkValue } from '../config/values.ts'
import { AsteriskError, isAsteriskError } from '../errors.ts'
import { type AriOptions, type AriSend, createAriSend } from './client.ts'

export type AgentEndpoint = {
  agentId: string
  tenantId: string
  /** SIP password of one login session; 16–128 characters of the base64url alphabet. */
  secret: string
  /** Address written into SDP and bound for media; loopback tests only. */
  mediaAddress?: string
}

/** Name of an agent's endpoint, aor and auth. */
export const agentEndpointName = (agentId: string): string => `agent-${agentId}`
/** The agent's interface as a queue member. */
export const agentInterface = (agentId: string): string => `PJSIP/${agentEndpointName(agentId)}`

export type AgentProvisioning = {
  /** Makes the agent's auth, aor and endpoint anew, the endpoint last; what was there goes first. */
  push(agent: AgentEndpoint): Promise<void>
  /**
   * Changes the SIP password of an agent who has an endpoint. The rest is left alone: an aor that is
   * written while a softphone is registered keeps that softphone's contact for good.
   */
  changeSecret(agent: Pick<AgentEndpoint, 'agentId' | 'secret'>): Promise<void>
  /** Removes all three; what is already gone is no error. Open calls go on. */
  remove(agentId: string): Promise<void>
  /** Whether the agent's endpoint exists and is one that was pushed. */
  has(agentId: string): Promise<boolean>
}

const PUSH_FOLDER = ['asterisk', 'config', 'dynamic', 'res_pjsip']

/**
 * Agents' SIP accounts, pushed into sorcery/astdb by ARI: effective at once, no reload, and
 * they survive a restart. Errors as `createAriSend`, and `configValueUnsafe`.
 */
export function createAgentProvisioning(options: AriOptions): AgentProvisioning {
  const send = createAriSend(options)
  const at = (type: string, name: string) => [...PUSH_FOLDER, type, name]
  const put = async (type: string, name: string, object: Record<string, string>) => {
    const fields = Object.entries(object).map(([attribute, value]) => ({ attribute, value }))
    await send({ method: 'PUT', path: at(type, name), body: { fields } })
  }
  const remove = async (agentId: string) => {
    const name = agentEndpointName(idValue('agent id', agentId))
    for (const type of ['endpoint', 'aor', 'auth']) await deleteQuietly(send, at(type, name))
  }
  return {
    remove,
    async push(agent) {
      const name = agentEndpointName(idValue('agent id', agent.agentId))
      const objects = agentObjects(name, agent)
      await remove(agent.agentId)
      for (const type of ['auth', 'aor', 'endpoint'] as const) await put(type, name, objects[type])
    },
    async changeSecret({ agentId, secret }) {
      const name = agentEndpointName(idValue('agent id', agentId))
      await put('auth', name, authObject(name, secret))
    },
    async has(agentId) {
      try {
        await send({
          method: 'GET',
          path: at('endpoint', agentEndpointName(idValue('agent id', agentId))),
        })
        return true
      } catch (error) {
        if (isAsteriskError(error, 'ariNotFound')) return false
        throw error
      }
    },
  }
}

async function deleteQuietly(send: AriSend, path: string[]): Promise<void> {
  try {
    await send({ method: 'DELETE', path })
  } catch (error) {
    if (!isAsteriskError(error, 'ariNotFound')) throw error
  }
}

/** Settings measured with browsers, see ASTERISK.md "WebRTC". Pure, for tests. */
export function agentObjects(
  name: string,
  agent: AgentEndpoint,
): Record<'auth' | 'aor' | 'endpoint', Record<string, string>> {
  const media = agent.mediaAddress && networkValue('media address', agent.mediaAddress)
  return {
    auth: authObject(name, agent.secret),
    // One: the softphone that registered last is the one that rings, and no forgotten tab beside it.
    aor: {
      max_contacts: '1',
      remove_existing: 'yes',
      remove_unavailable: 'yes',
      qualify_frequency: '0',
    },
    endpoint: {
      context: AGENTS_CONTEXT,
      message_context: NOWHERE_CONTEXT,
      allow_subscribe: 'no',
      // Whatever a browser writes into From, the agent is called by this name.
      callerid: `"" <${name}>`,
      accountcode: idValue('tenant id', agent.tenantId),
      auth: name,
      aors: name,
      // µ-law first: a G.711 caller is not transcoded; a browser that dials offers Opus first.
      disallow: 'all',
      allow: 'ulaw,alaw,opus',
      webrtc: 'yes',
      dtls_auto_generate_cert: 'yes',
      direct_media: 'no',
      rewrite_contact: 'yes',
      force_rport: 'yes',
      rtp_symmetric: 'yes',
      rtp_timeout: '60',
      rtp_timeout_hold: '300',
      timers: 'yes',
      send_pai: 'no',
      trust_id_outbound: 'yes',
      ...(media ? { media_address: media, bind_rtp_to_media_address: 'yes' } : {}),
    },
  }
}

function authObject(name: string, secret: string): Record<string, string> {
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(secret)) {
    throw new AsteriskError(
      'configValueUnsafe',
      'The SIP password has to be 16 to 128 letters, digits, "-" or "_".',
      { what: 'SIP password' },
    )
  }
  return { auth_type: 'userpass', username: name, password: secret }
}
