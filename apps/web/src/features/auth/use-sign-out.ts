'use client'

import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useSentence } from '../../api/use-sentence.ts'
import { signOut } from './session.ts'

type Leaving = () => Promise<void>
const leavings = new Set<Leaving>()

/**
 * Has `leaving` awaited before the session ends: the phone gives its lease back while it still may.
 * @returns takes it off the list again
 */
export function beforeSignOut(leaving: Leaving): () => void {
  leavings.add(leaving)
  return () => leavings.delete(leaving)
}

/** Signs out and loads the login afresh, so that nothing of this person stays in memory. */
export function useSignOut(): () => Promise<void> {
  const sentence = useSentence()
  return useCallback(async () => {
    try {
      await Promise.allSettled([...leavings].map((leaving) => leaving()))
      await signOut()
      window.location.assign('/login')
    } catch (error) {
      notifications.show({ color: 'red', message: sentence(error) })
    }
  }, [sentence])
}
