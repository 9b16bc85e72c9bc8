'use client'

import { useNow } from '../../ui/clock.ts'
import { zoneName } from '../../ui/format.ts'
import { useMe } from './me.tsx'

/** The company's time zone, its name as of this hour (clocks change): every instant is shown in it, and it is named beside them. */
export function useZone(): { timeZone: string; name: string } {
  const { timeZone } = useMe().tenant
  return { timeZone, name: zoneName(timeZone, useNow(3_600_000)) }
}
