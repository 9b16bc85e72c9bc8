import { demoUsers, type UserId } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { verifyPassword } from '../auth/password.ts'
import { Database } from '../db/database.ts'

const publicPasswords = new Map(demoUsers.map(({ email, password }) => [email, password]))
const mostRemembered = 100

/** Tells whether people of the demo still have its password, which everybody can read. */
@Injectable()
export class DemoPasswords {
  // Checking a hash is slow on purpose, and what was found of one stays true.
  readonly #found = new Map<string, Promise<boolean>>()

  constructor(private readonly database: Database) {}

  async isKept(userId: UserId, email: string): Promise<boolean> {
    if (!publicPasswords.has(email)) return false
    const account = await this.database.asSystem((tx) =>
      tx
        .selectFrom('accounts')
        .select('password')
        .where('user_id', '=', userId)
        .where('provider_id', '=', 'credential')
        .executeTakeFirst(),
    )
    return this.matches(email, account?.password ?? null)
  }

  /** Whether `hash` is that of the demo's password for `email`. */
  async matches(email: string, hash: string | null): Promise<boolean> {
    const password = publicPasswords.get(email)
    if (password === undefined || hash === null) return false
    const known = this.#found.get(hash)
    if (known) return known
    const found = verifyPassword({ hash, password })
    if (this.#found.size >= mostRemembered) this.#found.clear()
    this.#found.set(hash, found)
    return found
  }
}
