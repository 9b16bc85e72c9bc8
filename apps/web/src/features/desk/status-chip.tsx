'use client'

/** The agent's status and its menu, at the foot of the rail (72 px wide; in the bar below 900 px). */
export function StatusChip() {
  return null
}
