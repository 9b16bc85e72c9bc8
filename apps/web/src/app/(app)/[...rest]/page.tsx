import { notFound } from 'next/navigation'

/** An unknown address below the frame, so that a call on the phone outlives a mistyped one. */
export default function Page(): never {
  notFound()
}
