/** Gathering never takes longer: a set-up below 2 s is impossible otherwise. */
const capMs = 1_000
/** Without a STUN server only this machine's own addresses can come, and they come together. */
const hostOnlyMs = 20

/**
 * Says when enough ICE candidates are known (RFC 8445). Asterisk learns of others from the checks.
 * @returns to be called with each candidate and the function that ends the gathering
 */
export function createGatheringCap(hasServers: boolean) {
  let timer: ReturnType<typeof setTimeout> | null = null
  return (candidate: { type?: string | null }, ready: () => void): void => {
    if (hasServers && candidate.type === 'srflx') {
      if (timer) clearTimeout(timer)
      ready()
      return
    }
    timer ??= setTimeout(ready, hasServers ? capMs : hostOnlyMs)
  }
}
