'use client'

import type { Me } from '@callfloor/contracts'
import { type Abilities, abilitiesOf } from '@callfloor/domain'
import { createContext, type ReactNode, useContext, useMemo } from 'react'

const MeContext = createContext<Me | null>(null)

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>
}

/** Who is signed in. Only below SignedIn, which every page but the login stands in. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe stands outside SignedIn')
  return me
}

/** What the person may do; hides what the server would refuse. */
export function useAbilities(): Abilities {
  const { role } = useMe()
  return useMemo(() => abilitiesOf(role), [role])
}
