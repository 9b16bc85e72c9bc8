import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { CallfloorError } from '../errors/errors.ts'

/** A number in E.164 (ITU-T E.164): `+` and at most 15 digits. */
export type E164 = string

/**
 * Reads a number as a person writes it into E.164.
 * @param text any national or international notation
 * @param country ISO 3166 alpha-2, whose national notation is meant where there is no `+`
 * @throws CallfloorError `invalidPhoneNumber` where no country has such a number
 */
export function parsePhone(text: string, country: string): E164 {
  const parsed = readPhone(text, country)
  if (!parsed) {
    throw new CallfloorError(
      'invalidPhoneNumber',
      'That is not a phone number. Write it with its country code, for example +1 202 555 0190.',
    )
  }
  return parsed
}

/** As {@link parsePhone}, but null where there is no such number: for caller IDs, which may be anything. */
export function readPhone(text: string, country: string): E164 | null {
  if (text.length > 40) return null
  const parsed = parsePhoneNumberFromString(text, {
    defaultCountry: country as CountryCode,
    // The whole text is the number: one found in the midst of other words is a guess.
    extract: false,
  })
  return parsed?.isPossible() ? parsed.number : null
}

/** The number as people of its own country write it, with the country code; text that is no number is returned as it is. */
export function formatPhone(number: string): string {
  return parsePhoneNumberFromString(number, { extract: false })?.formatInternational() ?? number
}
