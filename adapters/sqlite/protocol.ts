import type { FileTable } from '../../schema/index.ts'

/** What the worker opens: a database file, read-only, or files that it reads into memory. */
export type WorkerSource =
  | { readonly of: 'database'; readonly path: string; readonly lockMs: number }
  | { readonly of: 'files'; readonly folder: string; readonly tables: Readonly<Record<string, FileTable>> }

export type WorkerCall =
  | { readonly id: number; readonly call: 'run'; readonly sql: string; readonly parameters: readonly unknown[] }
  /** Files: reads them again where they have changed. */
  | { readonly id: number; readonly call: 'refresh' }

export type WorkerFailure = 'mismatch' | 'unavailable' | 'busy'

export type WorkerAnswer =
  | { readonly id: number; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly id: number; readonly asOf: string }
  /** `detail` is for the operator's log alone. */
  | { readonly id: number; readonly failure: WorkerFailure; readonly detail: string }

/** A worker says this once, when it can take calls. */
export const READY = 'ready'
