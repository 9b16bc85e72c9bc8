// Order is the format: a field is only ever added at the end, old lines simply lack it.
const FIELDS = [
  ['eventType', 'eventtype'],
  ['eventTime', 'eventtime'],
  ['uniqueid', 'CHANNEL(uniqueid)'],
  ['linkedid', 'CHANNEL(linkedid)'],
  ['channel', 'CHANNEL(channame)'],
  ['accountcode', 'CHANNEL(accountcode)'],
  ['exten', 'CHANNEL(exten)'],
  ['context', 'CHANNEL(context)'],
  ['callerName', 'CALLERID(name)'],
  ['callerNumber', 'CALLERID(num)'],
  ['dialledNumber', 'CALLERID(dnid)'],
  ['appName', 'CHANNEL(appname)'],
  ['appData', 'CHANNEL(appdata)'],
  ['peer', 'BRIDGEPEER'],
  ['userEvent', 'userdeftype'],
  ['extra', 'eventextra'],
  ['userField', 'CHANNEL(userfield)'],
  ['peerAccount', 'CHANNEL(peeraccount)'],
] as const

export type CelField = (typeof FIELDS)[number][0]
export const celFields: readonly CelField[] = FIELDS.map(([name]) => name)

/** File that cel_custom writes, in the folder `cel-custom` (before Asterisk 22.8 `cel_custom`) of Asterisk's log folder. */
export const celFileName = 'callfloor.log'

/**
 * The line for `[mappings]` of cel_custom.conf. Only CSV_QUOTE, CALLERID and CHANNEL occur in
 * it, so Asterisk ≥ 22.8 turns it into its fast form and older ones read it as it is
 * (cel_custom.conf.sample). Needs `dateformat = %s.%6q` in cel.conf, else seconds are whole.
 */
export const celMapping = `${celFileName} => ${FIELDS.map(([, expression]) => `\${CSV_QUOTE(\${${expression}})}`).join(',')}`

/** Settings for `[general]` of cel.conf. DTMF stays out: keys may be a card's number. */
export const celSettings: Readonly<Record<string, string>> = {
  enable: 'yes',
  dateformat: '%s.%6q',
  apps: 'queue,dial',
  events: [
    'CHAN_START',
    'CHAN_END',
    'HANGUP',
    'ANSWER',
    'APP_START',
    'APP_END',
    'BRIDGE_ENTER',
    'BRIDGE_EXIT',
    'BLINDTRANSFER',
    'ATTENDEDTRANSFER',
    'PICKUP',
    'FORWARD',
    'LOCAL_OPTIMIZE',
    'USER_DEFINED',
    'LINKEDID_END',
  ].join(','),
}
