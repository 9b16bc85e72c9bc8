import { attachStack } from '@callfloor/stack'
import pg from 'pg'
import { stackHome } from './home.ts'

if (!stackHome) throw new Error('Run the end-to-end tests with: ./callfloor test e2e')

/** The simulator's tone: what an agent hears when they hear the caller. */
export const callerHz = 1004

export const stack = await attachStack({ home: stackHome })

/** Asks the record directly, as its owner. */
export async function query<Row extends pg.QueryResultRow>(
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
