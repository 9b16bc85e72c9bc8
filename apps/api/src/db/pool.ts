import pg from 'pg'

const { builtins } = pg.types

/** Reads bigint as a number: no counter or offset of ours comes near 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === builtins.INT8
      ? Number
      : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
}

/**
 * A pool that survives a restart of the database: a connection that breaks while idle is dropped
 * and the next query opens another. A query gives up after 15 s on the server, and after 20 s where
 * the server does not even say so.
 */
export function openPool(
  url: string,
  max: number,
  role?: 'callfloor_app' | 'callfloor_system',
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'callfloor-api',
    connectionTimeoutMillis: 3_000,
    statement_timeout: 15_000,
    query_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    // A connection that hangs is not kept for ever.
    maxLifetimeSeconds: 600,
    keepAlive: true,
    ...(role && { options: `-c role=${role}` }),
  })
  // Without listeners a connection that breaks would end the process; its query fails anyway.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
