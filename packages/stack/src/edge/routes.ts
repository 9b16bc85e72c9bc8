/** Where a request goes. */
export type Route = { to: 'sip' | 'api' | 'web' | 'self'; path: string }

const under = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`)

/**
 * The one origin's map: `/sip` is Asterisk's web socket (`/ws` there, and nothing else of
 * Asterisk's HTTP server), `/api` and `/live` are the API's, the rest is the web's.
 */
export function routeOf(url: string, healthPath: string): Route {
  const [path = '/'] = url.split('?', 1)
  if (path === healthPath) return { to: 'self', path: url }
  if (path === '/sip') return { to: 'sip', path: '/ws' }
  if (under(path, '/api') || under(path, '/live')) return { to: 'api', path: url }
  return { to: 'web', path: url }
}
