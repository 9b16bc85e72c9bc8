import { type ClientToServer, livePath, type ServerToClient } from '@callfloor/contracts'
import { io, type Socket } from 'socket.io-client'

export type LiveSocket = Socket<ServerToClient, ClientToServer>

/** Opens a live socket as a signed-in browser does; resolves once it has its first snapshot. */
export function openLive(url: string, cookie: string): Promise<LiveSocket> {
  const socket: LiveSocket = io(url, {
    path: livePath,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie, origin: url },
  })
  return new Promise((resolve, reject) => {
    socket.once('snapshot', () => resolve(socket))
    socket.once('connect_error', (error) => reject(error))
  })
}
