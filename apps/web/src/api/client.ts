import { apiPrefix, contract } from '@callfloor/contracts'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { readRefusal, unreachable } from './refusal.ts'

const origin = () => (typeof window === 'undefined' ? 'http://localhost' : window.location.origin)

const link = new OpenAPILink(contract, {
  url: () => `${origin()}${apiPrefix}`,
  fetch: (request, init) => fetch(request, init).catch(unreachable),
  customErrorResponseBodyDecoder: (body, response) => {
    throw readRefusal(response.status, body)
  },
})

/** Calls the server by the contract; every refusal is thrown as a CallfloorError. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(link)

/** The same as options for TanStack Query: `useQuery(api.calls.get.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client)
