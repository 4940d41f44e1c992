import type { Proposed } from './propose-folder.ts'
import type { PlannedFile } from './write-folder.ts'

export interface Outcome {
  readonly agency: string
  readonly folder: string
  readonly proposed: Proposed
  readonly files: readonly PlannedFile[]
  readonly notes: readonly string[]
  readonly problems: string | undefined
}

/** The outcome for scripts: no value of a cell beside the codes that stand in the files. */
export const resultOf = ({ agency, folder, proposed, files, notes, problems }: Outcome) => ({
  ok: proposed.proposal.records.length > 0 && problems === undefined,
  agency,
  folder,
  tables: proposed.tables,
  columns: proposed.columns,
  records: proposed.proposal.records.map(({ kind, table, score, evidence, key, pointers, fields, filter, todo }) => ({
    kind,
    table: table.name,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    score,
    evidence,
    key,
    pointers: pointers.map(({ relation, columns, score: pointerScore, evidence: why }) => ({
      relation,
      columns,
      score: pointerScore,
      evidence: why,
    })),
    fields: fields.map(({ field, column, score: fieldScore, evidence: why, todo: open }) => ({
      field,
      column,
      score: fieldScore,
      evidence: why,
      ...(open === undefined ? {} : { todo: open }),
    })),
    filter,
    todo,
  })),
  consents: proposed.proposal.consents.map(({ table, subject, scope, state, until }) => ({
    table: table.name,
    subject,
    scope,
    state,
    ...(until === undefined ? {} : { until }),
  })),
  others: proposed.proposal.others,
  files: files.map(({ path, change, added }) => ({ path, change, added })),
  notes,
  ...(problems === undefined ? {} : { problems }),
})
