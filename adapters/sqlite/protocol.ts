import type { KeepReady } from '../types.ts'

/**
 * What a reader process opens: a database file, read-only, or tables that were read from files (`packTables`).
 * `asViews`: the SELECTs are run anew by each statement, as in a database of somebody else.
 */
export type ReaderSource =
  | { readonly of: 'database'; readonly path: string; readonly lockMs: number }
  | { readonly of: 'snapshot'; readonly tables: Uint8Array; readonly keep?: KeepReady | undefined; readonly asViews?: boolean }

/** The first message to a reader. It says READY when it can take calls. */
export interface ReaderOpening {
  readonly open: ReaderSource
}

export interface ReaderCall {
  readonly id: number
  readonly sql: string
  readonly parameters: readonly unknown[]
}

export type ReaderFailure = 'mismatch' | 'unavailable' | 'busy'

export type ReaderAnswer =
  | { readonly id: number; readonly rows: readonly (readonly (string | null)[])[] }
  /** `detail` is for the operator's log alone. */
  | { readonly id: number; readonly failure: ReaderFailure; readonly detail: string }

export const READY = 'ready'
