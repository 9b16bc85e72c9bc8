import { AsteriskError } from '../errors.ts'

// Configuration files know no quoting: a value is safe only when it cannot hold what ends a
// line, a section or an argument. So each kind of value is matched whole, and refused otherwise.
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const E164 = /^\+[1-9][0-9]{1,14}$/
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/
const IPV6 = /^[0-9A-Fa-f:]{2,39}$/
const NETWORK = /^[0-9A-Fa-f.:]{2,45}(?:\/[0-9]{1,3})?$/
const SIP_USER = /^[A-Za-z0-9._+@-]{1,128}$/
const SOUND = /^[A-Za-z0-9][A-Za-z0-9/_-]{0,127}$/
const PATH = /^\/[A-Za-z0-9 /._@+-]{0,400}$/
const CODECS = ['ulaw', 'alaw', 'opus', 'g722', 'gsm', 'slin']

function refuse(what: string, rule: string): never {
  throw new AsteriskError(
    'configValueUnsafe',
    `The ${what} cannot be written to Asterisk's configuration: ${rule}.`,
    { what },
  )
}

function matched(pattern: RegExp, rule: string) {
  return (what: string, value: string): string => (pattern.test(value) ? value : refuse(what, rule))
}

/** An id of ours (UUID or a short name). All `…Value` functions throw `configValueUnsafe`. */
export const idValue = matched(IDENTIFIER, 'only letters, digits, "-" and "_" are allowed')
/** A phone number in E.164 form with its plus (ITU-T E.164). */
export const numberValue = matched(E164, 'it has to be a number like +12025550100')
/** An IP address or network in CIDR form. */
export const networkValue = matched(NETWORK, 'it has to be an IP address or network')
/** A SIP user name. */
export const sipUserValue = matched(SIP_USER, 'only letters, digits and . _ + @ - are allowed')
/** The name of a sound or music class. */
export const soundValue = matched(SOUND, 'only letters, digits, "/", "-" and "_" are allowed')

/** An absolute path without `..`; commas, brackets and dollar signs would end an argument. */
export function pathValue(what: string, value: string): string {
  const safe = PATH.test(value) && !value.split('/').includes('..') && value.trim() === value
  return safe ? value : refuse(what, 'it has to be a plain absolute path')
}

/** A host name, IPv4 or IPv6 address, as a SIP URI writes it (IPv6 in brackets). */
export function hostValue(what: string, value: string): string {
  if (value.length <= 253 && HOST.test(value)) return value
  if (value.includes(':') && IPV6.test(value)) return `[${value}]`
  return refuse(what, 'it has to be a host name or an IP address')
}

/** A whole number within limits. */
export function countValue(what: string, value: number, min: number, max: number): string {
  const inside = Number.isSafeInteger(value) && value >= min && value <= max
  return inside ? String(value) : refuse(what, `it has to be a whole number from ${min} to ${max}`)
}

/** A password: printable ASCII without spaces at its ends; `;` is escaped, else a comment. */
export function secretValue(what: string, value: string): string {
  if (!/^[!-~](?:[ -~]{0,126}[!-~])?$/.test(value)) {
    refuse(what, 'it has to be 1 to 128 printable ASCII characters without spaces at its ends')
  }
  if (value.endsWith('\\') || value.includes('\\;'))
    refuse(what, 'it may not end in, or pair, "\\" with ";"')
  return value.replaceAll(';', '\\;')
}

/** A codec list in order of preference. */
export function codecsValue(what: string, value: readonly string[]): string {
  const known = value.length > 0 && value.every((codec) => CODECS.includes(codec))
  return known ? value.join(',') : refuse(what, `choose from ${CODECS.join(', ')}`)
}

/** Adds a key and fails with `configDuplicate` when it was there. */
export function addOnce(seen: Set<string>, what: string, key: string): void {
  if (seen.has(key)) {
    throw new AsteriskError('configDuplicate', `The ${what} ${key} is given twice; keep one.`, {
      what,
      key,
    })
  }
  seen.add(key)
}

/** A section's text: `[name]` and its settings, undefined ones left out. */
export function section(
  name: string,
  settings: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const lines = [`[${name}]`]
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined) continue
    for (const one of typeof value === 'string' ? [value] : value) lines.push(`${key} = ${one}`)
  }
  return `${lines.join('\n')}\n`
}

export const GENERATED = '; Written by Callfloor from its database; changes here are overwritten.\n'
