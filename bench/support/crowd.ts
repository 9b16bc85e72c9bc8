import { openLive } from './live.ts'

// A process of its own: the work of five hundred browsers is not done on the measuring thread.

export type CrowdOrder = { url: string; cookies: string[]; each: number }
export type CrowdReport = { connected: number; received: number; lost: number }

const count: CrowdReport = { connected: 0, received: 0, lost: 0 }
const report = () => process.send?.(count)

process.on('message', async (message: CrowdOrder | 'report') => {
  if (message === 'report') return report()
  const { url, cookies, each } = message
  try {
    for (const cookie of cookies) {
      await Promise.all(
        Array.from({ length: each }, async () => {
          const socket = await openLive(url, cookie)
          count.connected += 1
          socket.on('event', () => {
            count.received += 1
          })
          socket.on('disconnect', () => {
            count.lost += 1
          })
        }),
      )
    }
    report()
  } catch (error) {
    process.stderr.write(`The crowd could not connect: ${String(error)}\n`)
    process.exit(1)
  }
})
// Whoever started us went away.
process.on('disconnect', () => process.exit(0))
