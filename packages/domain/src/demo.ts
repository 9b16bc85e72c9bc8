import type { Role } from './abilities/abilities.ts'

/** What the demo consists of. Seeded rows are marked, and can be removed in one action. */
export const demoTenant = {
  slug: 'acme',
  name: 'Acme Support',
  country: 'US',
  timeZone: 'America/New_York',
}

const demoPassword = 'callfloor-demo'

const person = (name: string, role: Role) => ({
  email: `${name.toLowerCase().split(' ')[0]}@acme.example`,
  name,
  role,
  password: demoPassword,
})

/** Who can sign in to the demo. */
export const demoUsers: readonly { email: string; name: string; role: Role; password: string }[] = [
  person('Ana Silva', 'AGENT'),
  person('Ben Okafor', 'AGENT'),
  person('Chloe Martin', 'AGENT'),
  person('Diego Ruiz', 'AGENT'),
  person('Emma Larsen', 'AGENT'),
  person('Farid Haddad', 'AGENT'),
  person('Grace Kim', 'AGENT'),
  person('Hugo Weber', 'AGENT'),
  person('Ines Costa', 'AGENT'),
  person('Jack Brown', 'AGENT'),
  person('Maria Manager', 'MANAGER'),
  person('Sam Supervisor', 'SUPERVISOR'),
  person('Adam Admin', 'ADMIN'),
  person('Olivia Owner', 'OWNER'),
]

export const demoQueues = [
  { name: 'Support', number: '+12025550100' },
  { name: 'Sales', number: '+12025550101' },
] as const
