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

const link = new OpenAPILink(contract, {
  url: () => `${origin()}${apiPrefix}`,
  fetch: (request, init) => fetch(request, init).catch(unreachable),
  customErrorResponseBodyDecoder: (body, response) => {
    const refusal = readRefusal(response.status, body)
    for (const listener of listeners) listener(refusal)
    throw refusal
  },
})

/** Calls the server by the contract; every refusal is thrown as a CallfloorError. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(link)

/** The same as options for TanStack Query: `useQuery(api.calls.get.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client)
