import { apiPrefix, contract } from '@callfloor/contracts'
import type { CallfloorError } from '@callfloor/domain'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { readRefusal, unreachable } from './refusal.ts'

const origin = () => (typeof window === 'undefined' ? 'http://localhost' : window.location.origin)

type Listener = (refusal: CallfloorError) => void
const listeners = new Set<Listener>()

/**
 * Has `listener` told of every refusal, whoever asked: that a session is over must not depend on
 * each asker noticing it.
 * @returns stops telling
 */
export function onRefusal(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function refuse(status: number, body: unknown): never {
  const refusal = readRefusal(status, body)
  for (const listener of listeners) listener(refusal)
  throw refusal
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.includes('json') ?? false

const link = new OpenAPILink(contract, {
  url: () => `${origin()}${apiPrefix}`,
  fetch: async (request, init) => {
    const response = await fetch(request, init).catch(unreachable)
    // A proxy's page is no answer of ours and cannot be parsed as one.
    if (!response.ok && !isJson(response)) refuse(response.status, null)
    return response
  },
  customErrorResponseBodyDecoder: (body, response) => {
    return refuse(response.status, body)
  },
})

/** Calls the server by the contract; every refusal is thrown as a CallfloorError. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(link)

/** The same as options for TanStack Query: `useQuery(api.calls.get.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client)
