import { UA, WebSocketInterface } from 'jssip'
import type { IncomingResponse } from 'jssip/lib/SIPMessage'
import type { RTCSessionEvent } from 'jssip/lib/UA'
import { backoffMs } from './backoff.ts'
import { wrapCall } from './jssip-call.ts'
import type { SipAccount, SipCall, SipLine, SipPhone } from './sip-phone.ts'

/** Short, so that a phone which went away is soon forgotten by the switch. */
const registerExpiresSeconds = 60
const reconnectBackoff = { first: 400, most: 8_000 }
/** A socket that is open but answers nothing this long is dead. */
const ping = { everyMs: 12_000, deadlineMs: 4_000 }

/** What JsSIP has but does not declare. */
type Transport = { connect(): void; disconnect(): void; isConnected(): boolean }
type InnerUa = {
  transport: Transport | null
  sendOptions(
    target: string,
    body: null,
    options: { eventHandlers: { succeeded(): void; failed(e: { cause: string }): void } },
  ): void
}

/** A {@link SipPhone} on JsSIP: registration kept over one WebSocket, calls that outlive it. */
export function createJsSipPhone(): SipPhone {
  const events: SipPhone['events'] = { onLine: () => {}, onIncoming: () => {} }
  let running: Registration | null = null
  return {
    events,
    start(account) {
      if (running?.takeOn(account)) return
      running?.stop()
      running = register(account, events)
    },
    stop() {
      running?.stop()
      running = null
    },
    reconnect() {
      running?.reconnect()
    },
  }
}

type Registration = {
  /** True where only the password changed, which needs no new connection. */
  takeOn(account: SipAccount): boolean
  stop(): void
  reconnect(): void
}

function register(account: SipAccount, events: SipPhone['events']): Registration {
  const socket = new WebSocketInterface(account.socketUrl)
  const ua = new UA({
    sockets: [socket],
    uri: `sip:${account.username}@${account.realm}`,
    authorization_user: account.username,
    password: account.password,
    register: true,
    register_expires: registerExpiresSeconds,
    // Dead calls are ended by the switch, which hears the media; see keepThroughSignalLoss.
    session_timers: false,
    user_agent: 'Callfloor',
    connection_recovery_min_interval: 10,
    connection_recovery_max_interval: 30,
  })
  const inner = ua as unknown as InnerUa
  const ringing = new Set<SipCall>()
  let stopped = false
  let attempt = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let pulse: ReturnType<typeof setInterval> | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined
  const tell = (line: SipLine) => {
    if (!stopped) events.onLine(line)
  }

  const later = (act: () => void) => {
    clearTimeout(retry)
    retry = setTimeout(act, backoffMs(attempt, reconnectBackoff))
    attempt += 1
  }
  const connect = () => {
    if (!stopped && !ua.isConnected()) inner.transport?.connect()
  }
  const reset = () => {
    inner.transport?.disconnect()
    later(connect)
  }
  const beat = () => {
    if (!ua.isConnected()) return
    clearTimeout(deadline)
    deadline = setTimeout(reset, ping.deadlineMs)
    const alive = () => clearTimeout(deadline)
    inner.sendOptions(`sip:${account.realm}`, null, {
      eventHandlers: {
        succeeded: alive,
        // Any answer at all proves the socket.
        failed: ({ cause }) => {
          if (cause !== 'Connection Error' && cause !== 'Request Timeout') alive()
        },
      },
    })
  }

  ua.on('registered', () => {
    attempt = 0
    tell('registered')
  })
  ua.on('registrationFailed', ({ response }) => {
    if (isRefusal(response)) return tell('refused')
    tell('lost')
    if (ua.isConnected()) later(() => ua.register())
  })
  ua.on('unregistered', () => tell('lost'))
  ua.on('disconnected', () => {
    clearTimeout(deadline)
    tell('lost')
    // The switch cannot reach this ring any more: no answer would arrive, and no cancel.
    for (const call of ringing) call.drop()
    if (!stopped) later(connect)
  })
  ua.on('newRTCSession', (event: RTCSessionEvent) => {
    if (event.originator !== 'remote') return
    const call = wrapCall(event.session, event.request, account.iceServers)
    ringing.add(call)
    call.subscribe({
      onAnswered: () => ringing.delete(call),
      onEnded: () => ringing.delete(call),
    })
    events.onIncoming(call)
  })
  pulse = setInterval(beat, ping.everyMs)
  ua.start()

  return {
    takeOn(next) {
      const same =
        next.username === account.username &&
        next.realm === account.realm &&
        next.socketUrl === account.socketUrl
      if (!same) return false
      ua.set('password', next.password)
      if (ua.isConnected()) ua.register()
      else connect()
      return true
    },
    stop() {
      stopped = true
      clearTimeout(retry)
      clearTimeout(deadline)
      clearInterval(pulse)
      ua.stop()
    },
    reconnect() {
      attempt = 0
      if (ua.isConnected()) beat()
      else connect()
    },
  }
}

/** The account itself is refused (RFC 3261, 10.3): trying again with it is of no use. */
const isRefusal = (response: IncomingResponse | null): boolean =>
  response !== null && [401, 403, 404, 407].includes(response.status_code)
