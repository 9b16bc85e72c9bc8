'use client'

import { useThrottledCallback } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { selectRecorded } from '../../live/selectors.ts'
import { useLive } from '../../live/store.ts'

/** A busy floor records many calls a second; a reader needs the log no more often than this. */
const leastMs = 3000

/** Calls `renew` when the record of calls has grown, now and then rather than every time. */
export function useRenewed(renew: () => void): void {
  const recorded = useLive(selectRecorded)
  const last = useRef(recorded)
  const soon = useThrottledCallback(renew, leastMs)
  useEffect(() => {
    if (last.current !== recorded) soon()
    last.current = recorded
  }, [recorded, soon])
}
