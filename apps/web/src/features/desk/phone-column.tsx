'use client'

/**
 * The phone. The frame mounts it once, keeps it mounted while pages change, and gives it its place:
 * 360 px at the right, below 900 px a sheet that `usePhoneSheet` of features/frame opens and closes.
 */
export function PhoneColumn() {
  return null
}
