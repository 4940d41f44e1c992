/** In this order; a stage that finds an error of its own kind keeps those from running that need what it checked. */
export const CHECK_STAGES = ['file', 'vocabulary', 'policy', 'connection', 'metadata', 'data'] as const
export type CheckStage = (typeof CHECK_STAGES)[number]

/** One thing that `tip-hub check` says of an agency's folder or database. Holds no value of a person. */
export interface Finding {
  readonly stage: CheckStage
  /** `error`: does not work. `warning`: works, and is probably not meant. `info`: good to know. */
  readonly severity: 'error' | 'warning' | 'info'
  readonly code: string
  /** `agency.yaml:12:5`, a file of the folder, or a table of the database. */
  readonly where: string
  readonly what: string
  readonly remedy: string
}

/** How often a field is recorded in the rows that were looked at. */
export interface FieldRate {
  readonly kind: string
  readonly field: string
  readonly rows: number
  readonly recorded: number
  /** Recorded, but no date, number or NUC in the declared form. */
  readonly unreadable: number
  readonly unmapped: number
}
