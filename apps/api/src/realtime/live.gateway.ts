import {
  type ClientToServer,
  type LiveMessage,
  livePath,
  type ServerToClient,
} from '@callfloor/contracts'
import { CallfloorError } from '@callfloor/domain'
import { Injectable, Logger } from '@nestjs/common'
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets'
import type { Server, Socket } from 'socket.io'
import { z } from 'zod'
import { Presence } from '../agents/presence.service.ts'
import { SessionService } from '../auth/session.service.ts'
import type { Actor } from '../http/actor.ts'
import { TelephonyState } from '../telephony/telephony-state.service.ts'
import { createBucket } from './bucket.ts'
import { Live, streamOf, type Viewer } from './live.service.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import type { StreamName } from './streams.ts'

/** Kept by socket.io per connection. */
type SocketData = { actor: Actor; leaseId: string | null }
type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>

const handshake = z.object({ leaseId: z.string().max(64).optional() })
const maxSocketsPerPerson = 20
/** Snapshots are the only thing a client asks for: a burst of ten, then one every two seconds. */
const resyncs = { burst: 10, perSecond: 0.5 }
/** How long the first readers wait for the first look at Asterisk; after that they are told it is away. */
const firstLookMs = 5_000
/** How often an open socket's session is looked at again. */
const recheckMs = 30_000

/** The live socket: one reader's events in order, and a snapshot at the start and whenever asked. */
@Injectable()
@WebSocketGateway({ path: livePath, transports: ['websocket'], serveClient: false })
export class LiveGateway implements OnGatewayInit<LiveServer>, OnGatewayConnection<LiveSocket> {
  readonly #logger = new Logger(LiveGateway.name)
  readonly #sockets = new Map<string, number>()
  #outbox: Outbox<StreamName, LiveMessage> | undefined

  constructor(
    private readonly live: Live,
    private readonly sessions: SessionService,
    private readonly presence: Presence,
    private readonly telephony: TelephonyState,
  ) {}

  afterInit(server: LiveServer): void {
    this.#outbox = createOutbox((stream, messages) => {
      server.to(stream).emit('event', ...messages)
    })
    this.live.deliverWith((stream, message) => this.#outbox?.add(stream, message))
    server.use((socket, next) => {
      this.#admit(socket).then(() => next(), next)
    })
  }

  handleConnection(socket: LiveSocket): void {
    const { actor, leaseId } = socket.data
    this.#count(actor.userId, 1)
    const leave = leaseId ? this.presence.connect(actor.agentId, leaseId) : () => {}
    const recheck = setInterval(() => void this.#recheck(socket), recheckMs)
    const bucket = createBucket(resyncs)
    socket.on('resync', (answer) => {
      if (!bucket.take(Date.now())) return this.#drop(socket, 'too many resyncs')
      if (typeof answer === 'function') answer(this.#snapshot(actor))
    })
    socket.on('disconnect', () => {
      clearInterval(recheck)
      leave()
      this.#count(actor.userId, -1)
    })
    const snapshot = this.#snapshot(actor)
    void socket.join(streamOf(viewerOf(actor)))
    socket.emit('snapshot', snapshot)
  }

  #snapshot(actor: Actor) {
    // The snapshot holds what is still to be sent: it must not come after it.
    this.#outbox?.flush()
    const viewer = viewerOf(actor)
    return this.live.streams.snapshot(streamOf(viewer), this.live.stateFor(viewer))
  }

  async #admit(socket: LiveSocket): Promise<void> {
    // A floor that was not yet held against Asterisk would show agents idle in the middle of calls.
    await this.telephony.whenKnown(firstLookMs)
    const actor = await this.sessions.resolve(socket.handshake.headers)
    if (!actor) throw refusal('notSignedIn', 'Your session has ended. Sign in again.')
    if ((this.#sockets.get(actor.userId) ?? 0) >= maxSocketsPerPerson) {
      this.#logger.warn({ userId: actor.userId }, 'too many live sockets of one person')
      throw refusal('tooManyRequests', 'Callfloor is open in too many windows. Close some of them.')
    }
    const { leaseId } = handshake.catch({}).parse(socket.handshake.auth)
    socket.data.actor = actor
    socket.data.leaseId = leaseId ?? null
  }

  /** A session that ended, or a role that changed, ends the socket; the client signs in or reconnects. */
  async #recheck(socket: LiveSocket): Promise<void> {
    try {
      const actor = await this.sessions.resolve(socket.handshake.headers)
      const { role, tenantId } = socket.data.actor
      if (actor?.role !== role || actor.tenantId !== tenantId) this.#drop(socket, 'session ended')
    } catch (error) {
      // The database is away: who was let in stays until it can be asked.
      this.#logger.warn({ err: error }, 'a live session could not be checked')
    }
  }

  #drop(socket: LiveSocket, reason: string): void {
    this.#logger.warn({ userId: socket.data.actor.userId, reason }, 'live socket dropped')
    socket.disconnect(true)
  }

  #count(userId: string, by: number): void {
    const count = (this.#sockets.get(userId) ?? 0) + by
    if (count > 0) this.#sockets.set(userId, count)
    else this.#sockets.delete(userId)
  }
}

const viewerOf = ({ tenantId, agentId, abilities }: Actor): Viewer => ({
  tenantId,
  agentId,
  seesFloor: abilities.can('read', 'floor'),
})

/** socket.io hands `data` of a refused connection to the client. */
const refusal = (code: CallfloorError['code'], message: string) =>
  Object.assign(new CallfloorError(code, message), { data: { code, message } })
