import { connect, type Socket } from 'node:net'
import { AsteriskError, isAsteriskError } from '../errors.ts'
import { type AmiFields, encodeAction } from './encode.ts'
import type { AmiMessage } from './message.ts'
import { createAmiParser } from './parser.ts'
import { type AmiList, createPendingActions } from './pending-actions.ts'

export type ConnectionOptions = {
  host: string
  port: number
  user: string
  secret: string
  /** Event classes at login, e.g. `system,call,agent`; default `on` (all the user may see). */
  eventMask: string
  eventFilters: readonly EventFilter[]
  actionIdPrefix: string
  maxFrameBytes: number
  maxListItems: number
  connectTimeoutMs: number
  actionTimeoutMs: number
  bootTimeoutMs: number
  pingIntervalMs: number
  pingTimeoutMs: number
}

/** A filter kept in Asterisk for this session (AMI action Filter), in the order given. */
export type EventFilter = {
  /** `MatchCriteria`, e.g. `action(exclude),name(RTCPSent)`; left out for a plain expression. */
  criteria?: string
  /** The expression; '' matches all that the criteria name. */
  filter: string
}

export type ConnectionHandlers = {
  onUp: (banner: string) => void
  onEvent: (event: AmiMessage) => void
  onFrameError: (error: AsteriskError) => void
  onFilterRefused: (error: AsteriskError) => void
  onBytes: (count: number) => void
  /** Called once, whatever the end was. */
  onDown: (error: AsteriskError) => void
}

export type AmiConnection = {
  send(action: string, fields: AmiFields, list: boolean, timeoutMs?: number): Promise<AmiList>
  /** Holds reading; ignored while an action waits, whose answer stands behind the events. */
  setPaused(paused: boolean): void
  close(error: AsteriskError): void
}

/** One life of one AMI connection: connect, login, filters, FullyBooted, pings, end. */
export function openConnection(
  options: ConnectionOptions,
  handlers: ConnectionHandlers,
): AmiConnection {
  const socket: Socket = connect({ host: options.host, port: options.port, noDelay: true })
  const pending = createPendingActions(options.maxListItems)
  const parser = createAmiParser({
    maxFrameBytes: options.maxFrameBytes,
    onError: handlers.onFrameError,
  })
  let lastId = 0
  let ended = false
  let booted = false
  let ready = false
  let up = false
  let wantsPause = false
  let pinger: NodeJS.Timeout | undefined
  let deadline: NodeJS.Timeout | undefined = setTimeout(
    () =>
      end(
        new AsteriskError(
          'amiUnreachable',
          `No AMI connection to ${options.host}:${options.port} within ${options.connectTimeoutMs} ms; check that Asterisk runs and manager.conf listens there.`,
        ),
      ),
    options.connectTimeoutMs,
  )

  function end(error: AsteriskError): void {
    if (ended) return
    ended = true
    clearTimeout(deadline)
    clearInterval(pinger)
    socket.destroy()
    pending.failAll(error)
    handlers.onDown(error)
  }

  function applyPause(): void {
    if (ended) return
    if (wantsPause && pending.size === 0) socket.pause()
    else socket.resume()
  }

  async function send(
    action: string,
    fields: AmiFields,
    list: boolean,
    timeoutMs = options.actionTimeoutMs,
  ): Promise<AmiList> {
    if (ended) throw new AsteriskError('amiNotConnected', 'Asterisk is not connected; try again.')
    lastId += 1
    const id = `${options.actionIdPrefix}${lastId}`
    const text = encodeAction(action, fields, id)
    const answer = pending.wait(id, action, list, timeoutMs)
    applyPause()
    socket.write(text)
    try {
      return await answer
    } finally {
      applyPause()
    }
  }

  function route(message: AmiMessage): void {
    const id = message.actionId
    if (id !== undefined && pending.settle(id, message)) return
    const event = message.event
    if (event === undefined) return
    if (event === 'FullyBooted') {
      booted = true
      markUp()
      return
    }
    // Before 'up' the snapshot covers all; late items of a list given up are nobody's news.
    if (!up || (id !== undefined && event !== 'OriginateResponse')) return
    handlers.onEvent(message)
  }

  function markUp(): void {
    if (up || !booted || !ready || ended) return
    up = true
    clearTimeout(deadline)
    handlers.onUp(parser.banner ?? '')
  }

  async function login(): Promise<void> {
    clearTimeout(deadline)
    deadline = setTimeout(
      () =>
        end(
          new AsteriskError(
            'amiNotBooted',
            `Asterisk has not booted after ${options.bootTimeoutMs} ms.`,
          ),
        ),
      options.bootTimeoutMs,
    )
    try {
      await send(
        'Login',
        { Username: options.user, Secret: options.secret, Events: options.eventMask },
        false,
      )
    } catch (error) {
      throw isAsteriskError(error, 'amiActionRefused')
        ? new AsteriskError(
            'amiLoginRefused',
            `Asterisk refused the AMI login of "${options.user}"; check its secret and permissions in manager.conf.`,
          )
        : error
    }
    await addFilters()
    ready = true
    pinger = setInterval(() => void ping(), options.pingIntervalMs)
    markUp()
  }

  /** Without filters all is right, only louder: a refusal ends the adding, not the connection. */
  async function addFilters(): Promise<void> {
    try {
      for (const { criteria, filter } of options.eventFilters) {
        await send('Filter', { Operation: 'Add', MatchCriteria: criteria, Filter: filter }, false)
      }
    } catch (error) {
      if (!isAsteriskError(error, 'amiActionRefused')) throw error
      handlers.onFilterRefused(error)
    }
  }

  /** A connection may stay open while Asterisk is hung or stopped: only an answer proves life. */
  async function ping(): Promise<void> {
    if (ended || (wantsPause && pending.size === 0)) return
    try {
      await send('Ping', {}, false, options.pingTimeoutMs)
    } catch (error) {
      if (isAsteriskError(error, 'amiTimeout')) {
        const text = `Asterisk answered no Ping within ${options.pingTimeoutMs} ms; the connection is given up.`
        end(new AsteriskError('amiFrozen', text))
      }
    }
  }

  socket.on('connect', () => {
    login().catch((error: unknown) => end(asError(error)))
  })
  socket.on('data', (chunk: Buffer) => {
    handlers.onBytes(chunk.length)
    const messages = parser.feed(chunk)
    if (parser.banner === '') {
      const text = `What answers at ${options.host}:${options.port} is not an Asterisk manager; check AMI_PORT.`
      end(new AsteriskError('amiNotAsterisk', text))
    }
    for (const message of messages) {
      if (ended) return
      route(message)
    }
  })
  socket.on('error', (error) => {
    const text = `The AMI connection to ${options.host}:${options.port} failed (${error.message}); check that Asterisk runs.`
    end(new AsteriskError(up ? 'amiConnectionLost' : 'amiUnreachable', text, {}, error))
  })
  socket.on('close', () => {
    end(new AsteriskError('amiConnectionLost', 'Asterisk closed the AMI connection.'))
  })

  return {
    send,
    setPaused(paused) {
      wantsPause = paused
      applyPause()
    },
    close: end,
  }
}

function asError(error: unknown): AsteriskError {
  return isAsteriskError(error)
    ? error
    : new AsteriskError('amiConnectionLost', String(error), {}, error)
}
