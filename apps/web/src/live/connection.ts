import {
  type ClientToServer,
  liveMessage,
  livePath,
  liveSnapshot,
  type ServerToClient,
} from '@callfloor/contracts'
import { io, type Socket } from 'socket.io-client'
import type { LiveStore } from './store.ts'

type LiveSocket = Socket<ServerToClient, ClientToServer>

/** After which an unanswered resync is asked for again. */
const resyncTimeoutMs = 5_000
/** Socket.io does not come back by itself after a refusal; this asks again. */
const refusedRetryMs = { least: 2_000, spread: 3_000 }

export type LiveConnection = {
  /** Tells the server which softphone this screen belongs to, so that it knows the agent is there. */
  presentLease(leaseId: string | null): void
  close(): void
}

/**
 * Keeps `store` fed from the server of this origin.
 * @param onSignedOut the server no longer knows this session
 */
export function connectLive(store: LiveStore, onSignedOut: () => void): LiveConnection {
  let lease: string | null = null
  const socket: LiveSocket = io({
    path: livePath,
    auth: (give) => give(lease === null ? {} : { leaseId: lease }),
    transports: ['websocket'],
    reconnectionDelay: 500,
    // A server that restarts is found again within 2.25 s; the jitter spreads a whole floor.
    reconnectionDelayMax: 1_500,
    randomizationFactor: 0.5,
  })
  let resyncing = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const takeSnapshot = (raw: unknown) => {
    const snapshot = liveSnapshot.safeParse(raw)
    if (snapshot.success) store.takeSnapshot(snapshot.data)
    else console.error('A snapshot was not understood', snapshot.error.issues)
  }
  const resync = () => {
    if (resyncing || !socket.connected) return
    resyncing = true
    socket.timeout(resyncTimeoutMs).emit('resync', (failed: Error | null, raw: unknown) => {
      resyncing = false
      if (failed) resync()
      else takeSnapshot(raw)
    })
  }
  const comeBack = () => {
    if (socket.active) return
    clearTimeout(retry)
    retry = setTimeout(
      () => socket.connect(),
      refusedRetryMs.least + Math.random() * refusedRetryMs.spread,
    )
  }

  socket.on('snapshot', takeSnapshot)
  socket.on('event', (...messages: unknown[]) => {
    for (const raw of messages) {
      const message = liveMessage.safeParse(raw)
      // What cannot be read is a gap: the whole state is asked for anew.
      if (!message.success || store.takeMessage(message.data)) resync()
    }
  })
  socket.on('disconnect', (reason) => {
    resyncing = false
    // What this side closed to present a lease is back in a moment, and nothing is missed by it.
    if (reason === 'io client disconnect') return
    store.linkLost()
    comeBack()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    store.linkLost()
    if ((error.data?.code ?? error.message) === 'notSignedIn') onSignedOut()
    comeBack()
  })

  const online = () => socket.connect()
  window.addEventListener('online', online)
  return {
    presentLease(leaseId) {
      if (lease === leaseId) return
      lease = leaseId
      if (socket.connected) socket.disconnect().connect()
    },
    close() {
      window.removeEventListener('online', online)
      clearTimeout(retry)
      socket.removeAllListeners()
      socket.disconnect()
    },
  }
}
