'use client'

import { CallfloorError } from '@callfloor/domain'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { codeOf } from './refusal.ts'

/** Turns an error into a sentence that says what happened and what to do next. */
export function useSentence(): (error: unknown) => string {
  const t = useTranslations('errors')
  return useCallback(
    (error) => {
      const sentence = t(codeOf(error))
      const requestId = error instanceof CallfloorError ? error.details?.requestId : undefined
      // Only a fault of ours needs the log line; the others a person mends alone.
      return codeOf(error) === 'internal' && typeof requestId === 'string'
        ? t('withReference', { sentence, requestId })
        : sentence
    },
    [t],
  )
}
