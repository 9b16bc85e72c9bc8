import {
  addOnce,
  codecsValue,
  countValue,
  GENERATED,
  hostValue,
  idValue,
  networkValue,
  secretValue,
  section,
  sipUserValue,
} from './values.ts'

export type TrunkConfig = {
  id: string
  tenantId: string
  /** The carrier's SIP host and port, for outgoing calls. */
  host: string
  port: number
  /** Addresses or networks whose calls belong to this trunk. */
  match: readonly string[]
  /** Credentials for the carrier's challenges, and for registering. */
  credentials?: { username: string; secret: string }
  register?: boolean
  /** Default ulaw, alaw: what carriers speak, so that no leg is transcoded. */
  codecs?: readonly string[]
  /** Address written into SDP and bound for media; loopback tests only. */
  mediaAddress?: string
}

/** Name of a trunk's endpoint, and of the dialplan context its calls enter. */
export const trunkName = (trunkId: string): string => `trunk-${trunkId}`

/** A context without extensions: what is led there gets SIP 404. */
export const NOWHERE_CONTEXT = 'callfloor-nowhere'

// Asterisk decodes %0D%0A in a caller's number and writes it raw into AMI, CEL and queue_log:
// one call could forge events and records. A request whose identity holds an encoded control
// character is taken for this endpoint before any other (so `endpoint_identifier_order` has to
// begin with `header`), finds no extension and never becomes a channel.
const REFUSED = [
  section('callfloor-refused', {
    type: 'endpoint',
    context: NOWHERE_CONTEXT,
    message_context: NOWHERE_CONTEXT,
    allow_subscribe: 'no',
    disallow: 'all',
    allow: 'ulaw',
  }),
  ...['From', 'P-Asserted-Identity', 'Remote-Party-ID', 'Diversion'].map((header) =>
    section(`callfloor-refused-${header.toLowerCase()}`, {
      type: 'identify',
      endpoint: 'callfloor-refused',
      match_header: `${header}: /%([01][0-9A-Fa-f]|7[Ff])/`,
    }),
  ),
]

/**
 * Text of the generated pjsip.conf: endpoint, aor, identify and, with credentials, auth and
 * registration of each trunk. Throws `configValueUnsafe`, `configDuplicate` (id or address).
 */
export function writeTrunks(trunks: readonly TrunkConfig[]): string {
  const ids = new Set<string>()
  const addresses = new Set<string>()
  const parts = [GENERATED, ...REFUSED]
  for (const trunk of trunks) {
    addOnce(ids, 'trunk', trunk.id)
    for (const address of trunk.match) addOnce(addresses, 'trunk address', address)
    parts.push(...writeTrunk(trunk))
  }
  return parts.join('\n')
}

function writeTrunk(trunk: TrunkConfig): string[] {
  const name = trunkName(idValue('trunk id', trunk.id))
  const { credentials } = trunk
  const uri = `sip:${hostValue('trunk host', trunk.host)}:${countValue('trunk port', trunk.port, 1, 65_535)}`
  const mediaAddress = trunk.mediaAddress && networkValue('media address', trunk.mediaAddress)
  const parts = [
    section(name, {
      type: 'endpoint',
      context: name,
      accountcode: idValue('tenant id', trunk.tenantId),
      disallow: 'all',
      allow: codecsValue('trunk codecs', trunk.codecs ?? ['ulaw', 'alaw']),
      aors: name,
      identify_by: 'ip',
      outbound_auth: credentials && name,
      direct_media: 'no',
      rewrite_contact: 'yes',
      force_rport: 'yes',
      rtp_symmetric: 'yes',
      rtp_timeout: '60',
      rtp_timeout_hold: '300',
      // A carrier's answers may not rename anyone either.
      trust_id_inbound: 'no',
      message_context: NOWHERE_CONTEXT,
      allow_subscribe: 'no',
      send_pai: 'yes',
      send_connected_line: 'no',
      dtmf_mode: 'rfc4733',
      timers: 'yes',
      media_address: mediaAddress,
      bind_rtp_to_media_address: mediaAddress && 'yes',
    }),
    section(name, { type: 'aor', contact: uri, qualify_frequency: '60' }),
  ]
  if (trunk.match.length > 0) {
    const match = trunk.match.map((address) => networkValue('trunk address', address))
    parts.push(section(name, { type: 'identify', endpoint: name, match }))
  }
  if (credentials) {
    parts.push(
      section(name, {
        type: 'auth',
        auth_type: 'userpass',
        username: sipUserValue('trunk user name', credentials.username),
        password: secretValue('trunk password', credentials.secret),
      }),
    )
  }
  if (credentials && trunk.register) {
    parts.push(
      section(name, {
        type: 'registration',
        outbound_auth: name,
        server_uri: uri,
        client_uri: `sip:${sipUserValue('trunk user name', credentials.username)}@${hostValue('trunk host', trunk.host)}`,
        retry_interval: '30',
        forbidden_retry_interval: '300',
        expiration: '600',
      }),
    )
  }
  return parts
}
