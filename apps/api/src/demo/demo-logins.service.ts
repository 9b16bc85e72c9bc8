import type { DemoLogin } from '@callfloor/contracts'
import { demoUsers, type Role } from '@callfloor/domain'
import { Injectable } from '@nestjs/common'
import { Database } from '../db/database.ts'
import { Env } from '../env.ts'
import { DemoPasswords } from '../users/demo-passwords.service.ts'

/** Whom a visitor may sign in as to try Callfloor: nobody, once the demo is switched off or removed. */
@Injectable()
export class DemoLogins {
  constructor(
    private readonly env: Env,
    private readonly database: Database,
    private readonly passwords: DemoPasswords,
  ) {}

  /** In the order of the demo's own list; only those that would work. */
  async list(): Promise<{ logins: DemoLogin[] }> {
    if (!this.env.DEMO) return { logins: [] }
    const people = new Map((await this.#people()).map((person) => [person.email, person]))
    const logins = await Promise.all(
      demoUsers.map(async ({ email, password }): Promise<DemoLogin[]> => {
        const person = people.get(email)
        if (!person || !(await this.passwords.matches(email, person.hash))) return []
        return [{ name: person.name, role: person.role as Role, email, password }]
      }),
    )
    return { logins: logins.flat() }
  }

  #people() {
    return this.database.asSystem((tx) =>
      tx
        .selectFrom('memberships as m')
        .innerJoin('tenants as t', 't.id', 'm.tenant_id')
        .innerJoin('users as u', 'u.id', 'm.user_id')
        .innerJoin('accounts as a', 'a.user_id', 'u.id')
        .select(['u.email', 'u.name', 'm.role', 'a.password as hash'])
        .where('t.demo', '=', true)
        .where('m.demo', '=', true)
        .where('m.active', '=', true)
        .where('a.provider_id', '=', 'credential')
        .execute(),
    )
  }
}
