import { constants, type DatabaseSync } from 'node:sqlite'

/**
 * Functions that may say something else of the same rows a moment later. Those of dates do so only for `now`, but of a cell nobody knows beforehand what it
 * says.
 */
const MOMENTARY = new Set(
  'date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp random randomblob'.split(' '),
)

/**
 * Whether the rows of a SELECT follow from more than the tables: who is shown "until today" must be gone tomorrow, though no file changes.
 *
 * @throws where it cannot be prepared
 */
export const isMomentary = (db: DatabaseSync, select: string): boolean => {
  let found = false
  db.setAuthorizer((action, _first, name) => {
    if (action === constants.SQLITE_FUNCTION && MOMENTARY.has(`${name}`.toLowerCase())) found = true
    return constants.SQLITE_OK
  })
  try {
    db.prepare(select)
    return found
  } finally {
    db.setAuthorizer(null)
  }
}
