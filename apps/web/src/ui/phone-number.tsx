import { formatPhone } from '@callfloor/domain'

/** A number as people write it; kept together, and read from left to right in any script. */
export function PhoneNumber({ number }: { number: string }) {
  return (
    <bdi dir="ltr" style={{ whiteSpace: 'nowrap' }} className="tabular">
      {formatPhone(number)}
    </bdi>
  )
}
