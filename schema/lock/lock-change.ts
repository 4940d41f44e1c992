/** How bad a difference is: BREAKING takes something out of service, RISK may change what a value means, INFO is good to know. */
export type ChangeSeverity = 'BREAKING' | 'RISK' | 'INFO'

export const LOCK_CHANGE_CODES = [
  'TABLE_GONE',
  'TABLE_NEW',
  'COLUMN_GONE',
  'COLUMN_RENAMED',
  'COLUMN_RETYPED',
  'COLUMN_WIDENED',
  'COLUMN_SWAPPED',
  'COLUMN_NEW',
  'COLUMN_NULLABLE',
  'COLUMN_REQUIRED',
  'KEY_LOST',
  'INDEX_LOST',
  'CODE_NEW',
  'CODE_GONE',
  'CODE_MEANING',
] as const
export type LockChangeCode = (typeof LOCK_CHANGE_CODES)[number]

/** One difference between a lock and the database. */
export interface LockChange {
  readonly severity: ChangeSeverity
  readonly code: LockChangeCode
  readonly schema?: string
  readonly table: string
  readonly column?: string
  /** The other name, `old type -> new type`, columns of a key, or a code of a code table. Never a value of a record. */
  readonly detail?: string
}

/** What happened, and what to do, for the agency's IT officer. */
export const lockChangeInWords = ({
  code,
  table,
  column = '',
  detail = '',
}: LockChange): { readonly what: string; readonly remedy: string } => {
  const place = column === '' ? table : `${table}.${column}`
  const relock = 'look whether the mapping still fits, then `tip-hub check --write-lock`'
  switch (code) {
    case 'TABLE_GONE':
      return {
        what: `table ${table} is gone, or the adapter may not read it any more`,
        remedy: 'restore it, or map the records to where they are now',
      }
    case 'TABLE_NEW':
      return { what: `table ${table} is read by the mapping, but not in the lock`, remedy: relock }
    case 'COLUMN_GONE':
      return {
        what: `column ${place} is gone, or the adapter may not read it any more`,
        remedy: 'restore it, or take the fields off the mapping',
      }
    case 'COLUMN_RENAMED':
      return {
        what: `column ${place} is gone; ${detail} stands in its place`,
        remedy: `if it is the same column, write ${detail} in agency.yaml, then \`tip-hub check --write-lock\``,
      }
    case 'COLUMN_RETYPED':
      return { what: `column ${place} has another type: ${detail}`, remedy: relock }
    case 'COLUMN_WIDENED':
      return { what: `column ${place} has another type of the same kind: ${detail}`, remedy: relock }
    case 'COLUMN_SWAPPED':
      return { what: `columns ${place} and ${detail} changed places: each may now hold what the other held`, remedy: relock }
    case 'COLUMN_NEW':
      return { what: `column ${place} is new`, remedy: `${relock}; it is shown to nobody unless mapped` }
    case 'COLUMN_NULLABLE':
      return { what: `column ${place} may now be empty`, remedy: relock }
    case 'COLUMN_REQUIRED':
      return { what: `column ${place} may no longer be empty`, remedy: relock }
    case 'KEY_LOST':
      return {
        what: `${table} (${detail}) is no longer kept unique by the database`,
        remedy: 'restore the key; a record that is there twice is shown twice',
      }
    case 'INDEX_LOST':
      return { what: `${table} (${detail}) has no index any more`, remedy: 'create it again: `tip-hub grants` prints the statement' }
    case 'CODE_NEW':
      return {
        what: `code table ${table} has a new code "${detail}"`,
        remedy: '`tip-hub check --write-codes`, and let somebody who knows decide',
      }
    case 'CODE_GONE':
      return { what: `code table ${table} has no code "${detail}" any more`, remedy: relock }
    case 'CODE_MEANING':
      return {
        what: `code "${detail}" of ${table} is described otherwise than when it was mapped`,
        remedy: 'look at codes/ whether the target still fits, then `tip-hub check --write-lock`',
      }
  }
}
