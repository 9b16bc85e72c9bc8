'use client'

import type { CallRow } from '@callfloor/contracts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../api/client.ts'
import { selectRecorded } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'
import { serverNow } from '../../ui/clock.ts'
import { dayOf } from '../../ui/format.ts'

const ownCalls = { mine: 'true', limit: 100 } as const

type OwnDay = { calls: CallRow[] | undefined; error: unknown; refetch: () => void }

/** Today's calls by the company's calendar; renewed whenever the log has something new. */
export function useOwnDay(timeZone: string): OwnDay {
  const recorded = useLive(selectRecorded)
  const { data, error, refetch } = useQuery(api.calls.list.queryOptions({ input: ownCalls }))
  const last = useRef(recorded)
  useEffect(() => {
    if (last.current !== recorded) void refetch()
    last.current = recorded
  }, [recorded, refetch])
  const today = dayOf(serverNow(), timeZone)
  return {
    calls: data?.calls.filter((call) => dayOf(call.startedAt, timeZone) === today),
    error,
    refetch: () => void refetch(),
  }
}
