import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { codeOf, isPassing } from './refusal.ts'

/**
 * Tries again only what may succeed by itself; a refusal is shown at once.
 * @param onSignedOut told when the server says that the session is over
 */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (codeOf(error) === 'notSignedIn') onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.signsIn) onError(error)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // "Offline" is judged by the server's silence: on a local network there may be no internet.
        networkMode: 'always',
        retry: (_count, error) => isPassing(error),
        retryDelay: (count) => Math.min(1000 * 2 ** count, 10_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
