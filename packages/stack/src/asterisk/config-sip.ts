import type { AsteriskInstance } from './instance.ts'

const object = (name: string, lines: (string | undefined)[]): string =>
  [`[${name}]`, ...lines.filter((line) => line !== undefined), ''].join('\n')

/** The base of pjsip.conf: globals and transports. Trunks and agents are not here. */
export function pjsipConf({ sip, http }: AsteriskInstance): string {
  const external = sip.external
  return [
    object('global', [
      'type=global',
      'user_agent=Callfloor',
      // First the headers a forger would use are refused (packages/asterisk, config/trunks.ts);
      // then a trunk is known by its address before a name in From is believed.
      'endpoint_identifier_order=header,ip,username',
      'keep_alive_interval=30',
      'max_initial_qualify_time=2',
    ]),
    object('transport-udp', [
      'type=transport',
      'protocol=udp',
      `bind=${sip.host}:${sip.port}`,
      external && `external_signaling_address=${external.address}`,
      external && `external_media_address=${external.address}`,
      external && `local_net=${external.localNet}`,
    ]),
    // The socket itself is opened by http.conf; the edge leads browsers to it.
    http && object('transport-ws', ['type=transport', 'protocol=ws', 'bind=127.0.0.1']),
  ]
    .filter((text) => text !== undefined)
    .join('\n')
}

/** rtp.conf: the instance's block of ports and what its ICE candidates say. */
export function rtpConf({ rtp }: AsteriskInstance): string {
  return [
    object('general', [
      `rtpstart=${rtp.start}`,
      `rtpend=${rtp.end}`,
      'icesupport=yes',
      'strictrtp=yes',
    ]),
    object(
      'ice_host_candidates',
      rtp.candidates.map(({ from, to }) => `${from} => ${to}`),
    ),
  ].join('\n')
}

/**
 * Agents' endpoints are pushed by ARI into astdb; trunks come from pjsip.conf.
 * Both are searched, the file first.
 */
export const sorceryConf = object(
  'res_pjsip',
  (['endpoint', 'auth', 'aor'] as const).flatMap((type) => [
    `${type}=config,pjsip.conf,criteria=type=${type}`,
    `${type}=astdb,ps_${type}`,
  ]),
)
