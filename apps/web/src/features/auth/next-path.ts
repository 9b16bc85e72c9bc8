/** Where to go after signing in: only ever a path on this origin. */
export function nextPathOf(next: string | null): string {
  if (!next) return '/desk'
  try {
    const base = 'http://callfloor.invalid'
    const url = new URL(next, base)
    const safe = next.startsWith('/') && url.origin === base && !url.pathname.startsWith('/login')
    return safe ? url.pathname + url.search + url.hash : '/desk'
  } catch {
    return '/desk'
  }
}

export const loginPathFor = (path: string): string =>
  path === '/' || path === '/desk' ? '/login' : `/login?next=${encodeURIComponent(path)}`
