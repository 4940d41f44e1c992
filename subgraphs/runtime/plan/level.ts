import type { Cell, PreparedRead } from '../../../adapters/index.ts'
import type { FieldDefinition, HubError, RecordKindName } from '../../../schema/index.ts'
import type { GapSource } from '../values/gaps.ts'

/** Prints one cell as JSON, with the label before it. */
export type CellPrinter = (cell: Cell) => string

/** One explained field of `gaps`. */
export interface ExplainedField {
  readonly field: string
  readonly source: GapSource
  readonly definition: FieldDefinition | undefined
}

/** One member of an object in the answer; `label` is its printed key with colon, and before all but the first a comma. */
export type Slot =
  | { readonly slot: 'id'; readonly label: string }
  | { readonly slot: 'constant'; readonly label: string; readonly json: string }
  | {
      readonly slot: 'cell'
      readonly label: string
      readonly key: string
      readonly index: number
      readonly print: CellPrinter
      /** What is told where the column is not what it was mapped for. */
      readonly mismatch: () => HubError
    }
  | {
      readonly slot: 'gaps'
      readonly label: string
      readonly explain: readonly ExplainedField[]
      readonly print: (field: string, reason: string) => string
    }
  /** `parent`: place of the parent's key in the row. */
  | { readonly slot: 'one'; readonly label: string; readonly key: string; readonly parent: number; readonly child: number }
  | { readonly slot: 'many'; readonly label: string; readonly key: string; readonly child: number }

/** All records of one place in the answer: read by one statement, printed by one list of slots. */
export interface Level {
  readonly kind: RecordKindName
  /** Undefined where the viewer can see no row: nothing is read. */
  readonly read: PreparedRead | undefined
  readonly slots: readonly Slot[]
  readonly children: readonly Child[]
  readonly needsIds: boolean
}

export type Child =
  | { readonly by: 'parent'; readonly parent: number; readonly level: Level }
  | { readonly by: 'children'; readonly level: Level }

/** One `_entities` field of the operation. */
export interface EntitiesField {
  readonly responseKey: string
  /** Name of the variable, or the value written in the document. */
  readonly representations: { readonly variable: string } | { readonly value: unknown }
  readonly levels: ReadonlyMap<string, Level>
}

/** An operation compiled for one profile. */
export interface Plan {
  readonly fields: readonly (EntitiesField | { readonly responseKey: string; readonly json: string })[]
}
