import type { ReactNode } from 'react'
import classes from './facts.module.css'

export type Fact = { term: string; value: ReactNode }

/** Terms and what is true of them, side by side as far as there is room. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ term, value }) => (
        <div key={term} className={classes.fact}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
