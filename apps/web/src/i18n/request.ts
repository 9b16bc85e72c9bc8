import { getRequestConfig } from 'next-intl/server'
import { messages } from './messages.ts'

/** One language so far; a second is a folder beside messages/en and a choice made here. */
export default getRequestConfig(async () => ({
  locale: 'en',
  messages,
  // The tenant's zone is passed where an instant is shown; this is only the fallback.
  timeZone: 'UTC',
}))
