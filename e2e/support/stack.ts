import { attachStack } from '@callfloor/stack'
import pg from 'pg'

/** The folder of the stack under test; `./callfloor test e2e` starts it and says where it is. */
export const stackHome = process.env.STACK_HOME ?? ''
if (!stackHome) throw new Error('Run the end-to-end tests with: ./callfloor test e2e')

/** The frequency of the fake microphone: what a caller hears when they hear the agent. */
export const microphoneHz = 620

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
