import { none } from './format.ts'
import table from './table.module.css'

/** "—" in a table's cell; a card below 900 px leaves it out. */
export const NoValue = () => <span className={table.none}>{none}</span>
