const storageKey = 'callfloor.leaseId'
/** A reloaded page gives its lock back a moment after the new one asks. */
const handOverMs = 800

/** Which lease this tab held before it was reloaded. A duplicated tab inherits the name, not the lease. */
export async function rememberedLease(): Promise<string | null> {
  const leaseId = sessionStorage.getItem(storageKey)
  if (!leaseId) return null
  if (await holdLease(leaseId)) return leaseId
  sessionStorage.removeItem(storageKey)
  return null
}

export function rememberLease(leaseId: string): void {
  if (sessionStorage.getItem(storageKey) === leaseId) return
  sessionStorage.setItem(storageKey, leaseId)
  void holdLease(leaseId)
}

export function forgetLease(): void {
  sessionStorage.removeItem(storageKey)
}

const held = new Set<string>()

/** Takes the browser-wide lock of this lease for as long as the page lives; false where another tab has it. */
function holdLease(leaseId: string): Promise<boolean> {
  if (held.has(leaseId) || !navigator.locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    navigator.locks
      .request(
        `callfloor.lease.${leaseId}`,
        { signal: AbortSignal.timeout(handOverMs) },
        () =>
          new Promise<never>(() => {
            held.add(leaseId)
            resolve(true)
          }),
      )
      .catch(() => resolve(false))
  })
}

/** Whether this tab was the phone before it was reloaded. */
export const hasRememberedLease = (): boolean => sessionStorage.getItem(storageKey) !== null
