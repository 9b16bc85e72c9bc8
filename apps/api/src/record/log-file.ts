import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { celFileName } from '@callfloor/asterisk'
import type { LogFile } from './log-row.ts'

// Asterisk 22.8 and newer write to cel-custom, older ones to cel_custom.
const celFolders = ['cel-custom', 'cel_custom']

/** Where Asterisk writes this log; of two the one written last, null while there is none. */
export async function findLogFile(logDir: string, file: LogFile): Promise<string | null> {
  if (file === 'queue_log') return join(logDir, 'queue_log')
  const found = await Promise.all(
    celFolders.map(async (folder) => {
      const path = join(logDir, folder, celFileName)
      const info = await stat(path).catch(() => null)
      return info ? [{ path, at: info.mtimeMs }] : []
    }),
  )
  return found.flat().toSorted((a, b) => b.at - a.at)[0]?.path ?? null
}
