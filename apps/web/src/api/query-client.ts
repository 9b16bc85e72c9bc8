import { QueryClient } from '@tanstack/react-query'
import { isPassing } from './refusal.ts'

/** Tries again only what may succeed by itself; a refusal is shown at once. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // "Offline" is judged by the server's silence: on a local network there may be no internet.
        networkMode: 'always',
        retry: (_count, error) => isPassing(error),
        retryDelay: retryDelayOf,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

/** Soon enough to be right within 3 s, spread so that a floor of agents does not ask all at once. */
const retryDelayOf = (count: number): number =>
  Math.min(300 * 2 ** count, 1500) + Math.random() * 1000
