import type { messages } from './messages.ts'

// Makes a misspelt message key a type error.
declare module 'next-intl' {
  interface AppConfig {
    Locale: 'en'
    Messages: typeof messages
  }
}
