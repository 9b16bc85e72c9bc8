import type { LiveMessage, LiveSnapshot } from '@callfloor/contracts'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { createServerClock, type ServerClock } from './clock.ts'
import { applyMessage, applySnapshot, type Feed } from './feed.ts'

//  connecting → live ⇄ stale
export type Link = { state: 'connecting' } | { state: 'live' } | { state: 'stale'; since: number }

export type LiveView = {
  feed: Feed
  link: Link
  /** The agent this browser is signed in as. */
  agentId: string | null
}

export const emptyView: LiveView = { feed: null, link: { state: 'connecting' }, agentId: null }

/** The live view of one browser tab with its server clock. */
export function createLiveStore(clock: ServerClock = createServerClock()) {
  const store = createStore<LiveView>(() => emptyView)
  const lost = (link: Link): Link =>
    link.state === 'live' ? { state: 'stale', since: clock.now() } : link
  return {
    store,
    clock,
    signedInAs(agentId: string | null) {
      store.setState({ agentId })
    },
    takeSnapshot(snapshot: LiveSnapshot) {
      clock.observe(Date.parse(snapshot.at))
      const feed = applySnapshot(store.getState().feed, snapshot)
      store.setState({ feed, link: { state: 'live' } })
    },
    /** True where a snapshot must be asked for. */
    takeMessage(message: LiveMessage): boolean {
      clock.observe(Date.parse(message.at))
      const { feed, resync } = applyMessage(store.getState().feed, message)
      store.setState({ feed })
      return resync
    },
    linkLost() {
      store.setState({ link: lost(store.getState().link) })
    },
    /** Forgets all: another person signs in on this page. */
    clear() {
      store.setState(emptyView)
    },
  }
}
export type LiveStore = ReturnType<typeof createLiveStore>

export const live = createLiveStore()

/** One selected piece of the live view; renders again only when that piece changes. */
export const useLive = <T>(select: (view: LiveView) => T): T => useStore(live.store, select)
