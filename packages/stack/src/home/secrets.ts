import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readJson, writeWhole } from './files.ts'

const secret = z.string().min(20)

const secretsSchema = z.object({
  postgres: secret,
  auth: secret,
  ami: secret,
  amiWatch: secret,
  ari: secret,
  pstnAmi: secret,
  pstnAmiWatch: secret,
})

/** What the parts of one stack tell each other to be let in; minted once, readable by the owner. */
export type Secrets = z.infer<typeof secretsSchema>

/** The stack's secrets, minted at the first start. */
export function ensureSecrets(path: string): Secrets {
  const known = (readJson(path) ?? {}) as Record<string, unknown>
  const all = Object.fromEntries(
    Object.keys(secretsSchema.shape).map((name) => [
      name,
      known[name] ?? randomBytes(24).toString('base64url'),
    ]),
  )
  const secrets = secretsSchema.parse(all)
  writeWhole(path, `${JSON.stringify(secrets, null, 2)}\n`, 0o600)
  return secrets
}
