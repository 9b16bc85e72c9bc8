import { CallfloorError } from '@callfloor/domain'
import { z } from 'zod'

/** The last lead of a page, in the order of the list. */
export type LeadCursor = { name: string; id: string }

const shape = z.tuple([z.string().max(200), z.uuid()])

export const writeCursor = ({ name, id }: LeadCursor): string =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url')

/** @throws CallfloorError `badRequest` where the text is not one that {@link writeCursor} wrote */
export function readCursor(text: string): LeadCursor {
  try {
    const [name, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { name, id }
  } catch {
    throw new CallfloorError('badRequest', 'That page does not exist. Begin at the first one.', {
      fields: [{ field: 'after', message: 'Not a page of this list.' }],
    })
  }
}
