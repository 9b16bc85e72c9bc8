import { randomUUIDv7 } from 'node:crypto'
import { eventually, type Stack } from '@callfloor/stack'
import pg from 'pg'

export type Person = { email: string; agentId: string }
export type BenchQueue = { id: string; number: string }

/** A tenant of its own, set up as an admin would have. */
export type Floor = {
  tenantId: string
  /** Served by SIP phones of the bench; agents are ready again at once. */
  queue: BenchQueue
  /** Served by one agent in a browser, with the shortest wrap-up. */
  desk: BenchQueue
  agents: Person[]
  deskAgent: Person
  /** Managers: they see the whole floor. */
  viewers: Person[]
}

/** Addresses of the bench's own telephones; each side of a comparison has one. */
export const addresses = {
  /** The carrier whose calls are the tenant's. */
  carrier: '127.0.0.3',
  /** The caller of the bare dialplan. */
  bareCaller: '127.0.0.4',
  /** The telephones of the agents, on both sides. */
  phones: '127.0.0.5',
} as const

const agentCount = 64
/** A person may have 20 live sockets: room for 500 and those who measure. */
const viewerCount = 27

const people = (kind: string, count: number): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    email: `${kind}${i + 1}@bench.example`,
    agentId: randomUUIDv7(),
  }))

/** Asks the stack's database as its owner. */
export async function query<Row extends pg.QueryResultRow>(
  stack: Pick<Stack, 'databaseUrl'>,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/**
 * Writes the bench's tenant into the database and lets the API start anew, which then provisions
 * Asterisk by itself: the route of every call is Callfloor's own. Returns once it stands.
 */
export async function setUpFloor(stack: Stack): Promise<Floor> {
  const floor: Floor = {
    tenantId: randomUUIDv7(),
    queue: { id: randomUUIDv7(), number: '+12025559001' },
    desk: { id: randomUUIDv7(), number: '+12025559002' },
    agents: people('agent', agentCount),
    deskAgent: { email: 'desk@bench.example', agentId: randomUUIDv7() },
    viewers: people('manager', viewerCount),
  }
  await stack.stopPart('api')
  await insert(stack, floor)
  await stack.startPart('api')
  await eventually(
    async () => {
      for (const { id, number } of [floor.queue, floor.desk]) {
        const context = await stack.asterisk.cli(`dialplan show queue-${id}`)
        const queue = await stack.asterisk.cli(`queue show ${id}`)
        if (!context.includes('Queue(') || !queue.includes('strategy')) {
          throw new Error(`The route of ${number} is not in Asterisk.`)
        }
      }
    },
    { timeoutMs: 30_000, everyMs: 200 },
  )
  return floor
}

/** Resolves when `count` calls to a queue stand in the record as answered and over. */
export const whenRecorded = (stack: Stack, queueId: string, count: number): Promise<void> =>
  eventually(
    async () => {
      const [row] = await query<{ recorded: number }>(
        stack,
        `select count(*)::int as recorded from calls
          where queue_id = $1 and outcome = 'answered' and ended_at is not null`,
        [queueId],
      )
      if (row?.recorded !== count) {
        throw new Error(`${row?.recorded} of ${count} calls stand in the record as answered.`)
      }
    },
    { timeoutMs: 60_000, everyMs: 250 },
  )

async function insert(stack: Stack, floor: Floor): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    await client.query('begin')
    await insertTenant(client, floor)
    await insertPeople(client, floor)
    await insertSeats(client, floor)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

async function insertTenant(client: pg.Client, floor: Floor): Promise<void> {
  const { tenantId, queue, desk } = floor
  const trunkId = randomUUIDv7()
  await client.query(`insert into tenants (id, slug, name) values ($1, 'bench', 'Bench')`, [
    tenantId,
  ])
  await client.query(
    `insert into trunks (id, tenant_id, name, host, port, match_addresses)
     values ($1, $2, 'Bench carrier', $3, 5060, $4)`,
    [trunkId, tenantId, addresses.carrier, [addresses.carrier]],
  )
  for (const [{ id, number }, name, wrapUpSeconds] of [
    [queue, 'Phones', 0],
    [desk, 'Desk', 1],
  ] as const) {
    await client.query(
      `insert into queues (id, tenant_id, name, answer_mode, wrap_up_seconds)
       values ($1, $2, $3, 'whenAgentAnswers', $4)`,
      [id, tenantId, name, wrapUpSeconds],
    )
    await client.query(
      `insert into numbers (id, tenant_id, e164, trunk_id, queue_id) values ($1, $2, $3, $4, $5)`,
      [randomUUIDv7(), tenantId, number, trunkId, id],
    )
  }
}

async function insertPeople(client: pg.Client, floor: Floor): Promise<void> {
  const agents = [...floor.agents, floor.deskAgent].map((each) => ({ ...each, role: 'AGENT' }))
  const viewers = floor.viewers.map((each) => ({ ...each, role: 'MANAGER' }))
  for (const { email, agentId, role } of [...agents, ...viewers]) {
    const userId = randomUUIDv7()
    await client.query('insert into users (id, name, email) values ($1, $2, $3)', [
      userId,
      email.split('@')[0],
      email,
    ])
    // The demo's people all have the demo's password: its hash serves here too.
    await client.query(
      `insert into accounts (id, user_id, account_id, provider_id, password)
       select $1, $2, $3, 'credential', password from accounts where password is not null limit 1`,
      [randomUUIDv7(), userId, userId],
    )
    await client.query(
      'insert into memberships (id, tenant_id, user_id, role) values ($1, $2, $3, $4)',
      [agentId, floor.tenantId, userId, role],
    )
  }
}

async function insertSeats(client: pg.Client, floor: Floor): Promise<void> {
  const seats = [
    ...floor.agents.map(({ agentId }) => [floor.queue.id, agentId]),
    [floor.desk.id, floor.deskAgent.agentId],
  ]
  for (const [queueId, agentId] of seats) {
    await client.query(
      'insert into queue_members (tenant_id, queue_id, agent_id) values ($1, $2, $3)',
      [floor.tenantId, queueId, agentId],
    )
  }
}
