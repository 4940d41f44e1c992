import type { CompiledPolicy } from '../policy/policy.ts'
import type { RecordKindName } from '../vocabulary/types.ts'

/** What an agency holds of one record kind; no data, no names of tables. */
export interface HeldKind {
  /** Fields that the agency maps; all others of the vocabulary are `NOT_HELD`. */
  readonly fields: readonly string[]
  /** Fields that may be filtered or ordered by. */
  readonly filter: readonly string[]
  /** `one` relations that the agency maps: `case`, `victim`, `perpetrator`. */
  readonly parents: readonly string[]
}

export const AGENCY_PROBLEM_CODES = ['SCHEMA_MISMATCH', 'UNKNOWN_CODE', 'DATA_OLDER', 'KEY_LOST', 'INDEX_LOST'] as const

/** Something of an agency's database that is not what its mapping was made for; no names of tables, no data. */
export interface AgencyProblem {
  /**
   * `SCHEMA_MISMATCH`: out of service until mended. `UNKNOWN_CODE`: values stand there that no code map names; they are shown as UNMAPPED. `DATA_OLDER`: the
   * data reach less far than they did, as after the restore of an old backup. `KEY_LOST`, `INDEX_LOST`: the database no longer keeps a key unique, or has
   * lost what made it quick.
   */
  readonly code: (typeof AGENCY_PROBLEM_CODES)[number]
  readonly kind: RecordKindName
  /** Absent: the whole kind. */
  readonly field?: string | undefined
  /** When the agency first saw it: ISO date-time in UTC. */
  readonly since: string
}

/**
 * What an agency tells the hub's identity about itself: enough to compose it, to plan for a profile and to know whom to ask.
 * The policy is not secret: everyone may see in plain words who may see what.
 */
export interface AgencyDescription {
  readonly agency: string
  readonly institution: string
  readonly typePrefix: string
  readonly name: { readonly en: string; readonly pt: string; readonly tet?: string | undefined }
  readonly vocabularyVersion: number
  readonly kinds: Readonly<Partial<Record<RecordKindName, HeldKind>>>
  /** With `as` written as an object, see `writePolicy` and `readPolicy`. */
  readonly policy: WrittenPolicy
  readonly sdl: string
  /** Date of the data where the source is a snapshot of files. */
  readonly asOf?: string | undefined
  /** The files themselves are now gone, broken or being written: the last whole ones are served. */
  readonly isStale?: true | undefined
  /** What is out of order there now. */
  readonly problems?: readonly AgencyProblem[] | undefined
}

/** A compiled policy as JSON. */
export type WrittenPolicy = Omit<CompiledPolicy, 'rules'> & {
  readonly rules: readonly (Omit<CompiledPolicy['rules'][number], 'as'> & { readonly as: Readonly<Record<string, string>> })[]
}
