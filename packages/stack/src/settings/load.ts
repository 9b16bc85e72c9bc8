import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { StackError } from '../home/errors.ts'
import { readText } from '../home/files.ts'
import { projectRoot } from '../home/paths.ts'
import { type Settings, settings, settingsSchema } from './schema.ts'

const known = new Set(Object.keys(settings))

function closest(name: string): string | undefined {
  const letters = (text: string) => new Set(text.replace('CALLFLOOR_', ''))
  const score = (other: string) => {
    const [a, b] = [letters(name), letters(other)]
    const shared = [...a].filter((letter) => b.has(letter)).length
    return shared / (a.size + b.size - shared)
  }
  const [best] = [...known].sort((a, b) => score(b) - score(a))
  return best && score(best) > 0.6 ? best : undefined
}

function assertKnown(names: string[], where: string): void {
  const unknown = names.find((name) => !known.has(name))
  if (unknown === undefined) return
  const hint = closest(unknown)
  throw new StackError(
    'unknownSetting',
    `${where} sets ${unknown}, which is not a setting of Callfloor.${hint ? ` Did you mean ${hint}?` : ''} All settings are listed in .env.example.`,
  )
}

/**
 * Checks the settings of .env (every name must be known) and of the environment
 * (every CALLFLOOR_… name must be known); the environment wins. Throws StackError
 * `unknownSetting` or `badSetting` with a sentence that names the setting.
 */
export function parseSettings(envFile: string, environment: NodeJS.ProcessEnv): Settings {
  const fromFile = parseEnv(envFile)
  assertKnown(Object.keys(fromFile), '.env')
  assertKnown(
    Object.keys(environment).filter((name) => name.startsWith('CALLFLOOR_')),
    'The environment',
  )
  const merged: Record<string, string | undefined> = {}
  for (const name of known) {
    const text = (environment[name] ?? fromFile[name])?.trim()
    if (text) merged[name] = text
  }
  const parsed = settingsSchema.safeParse(merged)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0])
    const value = name.includes('URL') ? '' : ` (it is "${merged[name]}")`
    throw new StackError('badSetting', `The setting ${name} ${issue?.message}${value}.`)
  }
  const { CALLFLOOR_TLS_CERT: cert, CALLFLOOR_TLS_KEY: key } = parsed.data
  if (Boolean(cert) !== Boolean(key)) {
    throw new StackError(
      'badSetting',
      `The setting ${cert ? 'CALLFLOOR_TLS_KEY' : 'CALLFLOOR_TLS_CERT'} is missing: a certificate needs both files.`,
    )
  }
  return parsed.data
}

/** The settings of this start: .env in the project's root and the environment. */
export const loadSettings = (): Settings =>
  parseSettings(readText(join(projectRoot, '.env')) ?? '', process.env)
