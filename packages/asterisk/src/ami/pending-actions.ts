import { AsteriskError } from '../errors.ts'
import type { AmiMessage } from './message.ts'

/** The answer to a list action: its response, its items, and the event that closed it. */
export type AmiList = { response: AmiMessage; items: AmiMessage[]; complete: AmiMessage }

type Waiting = {
  action: string
  timer: NodeJS.Timeout
  list: boolean
  response: AmiMessage | undefined
  items: AmiMessage[]
  resolve: (answer: AmiList) => void
  reject: (error: AsteriskError) => void
}

export type PendingActions = {
  /** Waits for the answer to an action; a list is kept alive by each item that arrives. */
  wait(id: string, action: string, list: boolean, timeoutMs: number): Promise<AmiList>
  /** Takes a response or a list item; false when nobody waits for it. */
  settle(id: string, message: AmiMessage): boolean
  fail(id: string, error: AsteriskError): void
  failAll(error: AsteriskError): void
  readonly size: number
}

/** Actions sent and not yet answered. Nothing stays: each is answered, timed out or failed. */
export function createPendingActions(maxListItems: number): PendingActions {
  const waiting = new Map<string, Waiting>()

  function finish(id: string): Waiting | undefined {
    const entry = waiting.get(id)
    if (entry === undefined) return undefined
    clearTimeout(entry.timer)
    waiting.delete(id)
    return entry
  }

  function fail(id: string, error: AsteriskError): void {
    finish(id)?.reject(error)
  }

  function onResponse(id: string, entry: Waiting, message: AmiMessage): void {
    if (message.response === 'Error') {
      const text = message.get('Message') ?? 'no reason given'
      const refused = new AsteriskError(
        'amiActionRefused',
        `Asterisk refused ${entry.action}: ${text}`,
        { action: entry.action, message: text },
      )
      fail(id, refused)
    } else if (entry.list) {
      entry.response = message
      entry.timer.refresh()
    } else {
      finish(id)?.resolve({ response: message, items: [], complete: message })
    }
  }

  function onItem(id: string, entry: Waiting, message: AmiMessage): void {
    const mark = message.get('EventList')?.toLowerCase()
    if (mark === 'complete' && entry.response !== undefined) {
      finish(id)?.resolve({ response: entry.response, items: entry.items, complete: message })
    } else if (mark === 'cancelled') {
      fail(
        id,
        new AsteriskError('amiListCancelled', `Asterisk broke off the list of ${entry.action}.`),
      )
    } else if (entry.items.length >= maxListItems) {
      const limit = `The list of ${entry.action} passed ${maxListItems} items.`
      fail(id, new AsteriskError('amiListTooLong', limit, { maxListItems }))
    } else {
      entry.items.push(message)
      entry.timer.refresh()
    }
  }

  return {
    wait(id, action, list, timeoutMs) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const text = `Asterisk did not answer ${action} within ${timeoutMs} ms.`
          fail(id, new AsteriskError('amiTimeout', text, { action, timeoutMs }))
        }, timeoutMs)
        waiting.set(id, { action, timer, list, response: undefined, items: [], resolve, reject })
      })
    },
    settle(id, message) {
      const entry = waiting.get(id)
      if (entry === undefined) return false
      if (message.response !== undefined) onResponse(id, entry, message)
      else if (entry.list) onItem(id, entry, message)
      else return false
      return true
    },
    fail,
    failAll(error) {
      for (const id of [...waiting.keys()]) fail(id, error)
    },
    get size() {
      return waiting.size
    },
  }
}
