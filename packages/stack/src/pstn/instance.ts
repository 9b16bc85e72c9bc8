import { join } from 'node:path'
import type { AsteriskInstance } from '../asterisk/instance.ts'
import { watchUser } from '../asterisk/part.ts'
import { collectedFileName, fromMainContext, pstnDialplan } from './numbers.ts'

/** AMI user that places the simulator's calls. */
export const carrierUser = 'carrier'

export type PstnInstanceOptions = Pick<AsteriskInstance, 'runtime' | 'folders'> & {
  host: string
  slot: { sip: number; rtpStart: number; rtpEnd: number }
  amiPort: number
  secrets: { carrier: string; watch: string }
  /** Where Callfloor's own Asterisk takes SIP. */
  main: { host: string; port: number }
}

/** The simulated public network: a second Asterisk that knows only Callfloor's. */
export function pstnInstance(options: PstnInstanceOptions): AsteriskInstance {
  const { host, slot, main } = options
  const endpoint = [
    '[main]',
    'type=endpoint',
    `context=${fromMainContext}`,
    'disallow=all',
    'allow=ulaw,alaw',
    'aors=main',
    'identify_by=ip',
    'direct_media=no',
    'dtmf_mode=rfc4733',
    'send_pai=yes',
    'trust_id_outbound=yes',
    `media_address=${host}`,
    'bind_rtp_to_media_address=yes',
    '',
    '[main]',
    'type=aor',
    `contact=sip:${main.host}:${main.port}`,
    '',
    '[main]',
    'type=identify',
    'endpoint=main',
    'match=127.0.0.0/8',
    '',
  ].join('\n')
  return {
    systemName: 'pstn',
    runtime: options.runtime,
    folders: options.folders,
    sip: { host, port: slot.sip },
    ami: {
      port: options.amiPort,
      users: [
        { name: watchUser, secret: options.secrets.watch, read: 'system', write: '' },
        {
          name: carrierUser,
          secret: options.secrets.carrier,
          read: 'system,call,dtmf',
          write: 'system,call,originate',
        },
      ],
    },
    rtp: { start: slot.rtpStart, end: slot.rtpEnd, candidates: [] },
    // A silent caller still sends packets, as a telephone does.
    transmitSilence: true,
    extra: {
      'pjsip.conf': endpoint,
      'extensions.conf': pstnDialplan(join(options.folders.log, collectedFileName)),
    },
  }
}
