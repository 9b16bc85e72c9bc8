import { CallfloorError } from '@callfloor/domain'
import { z } from 'zod'

/** The last call of a page; the list goes from the newest to the oldest. */
export type CallCursor = { startedAt: Date; id: string }

const shape = z.tuple([z.iso.datetime(), z.uuid()])

export const writeCursor = ({ startedAt, id }: CallCursor): string =>
  Buffer.from(JSON.stringify([startedAt.toISOString(), id])).toString('base64url')

/** @throws CallfloorError `badRequest` where the text is not one that {@link writeCursor} wrote */
export function readCursor(text: string): CallCursor {
  try {
    const [at, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { startedAt: new Date(at), id }
  } catch {
    throw new CallfloorError('badRequest', 'That page does not exist. Begin at the first one.', {
      fields: [{ field: 'before', message: 'Not a page of this list.' }],
    })
  }
}
