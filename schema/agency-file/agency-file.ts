import { z } from 'zod'
import { RECORD_KIND_NAMES } from '../vocabulary/types.ts'
import { columnName, tableName } from './identifiers.ts'
import { Condition, Policy } from './policy.ts'
import { Limits, Source } from './source.ts'
import { ColumnReader, FieldMapping, RowFilter } from './values.ts'

const columns = z.union([columnName, z.array(columnName).min(1)])
const from = z.union([
  tableName.describe('Table or view; `schema.table` where it lies in another schema.'),
  z
    .strictObject({
      schema: tableName.optional().describe('Schema of the table.'),
      table: tableName.describe('Table or view, its name as it is.'),
    })
    .describe('For names that contain a dot.'),
  z
    .strictObject({
      sql: z
        .string()
        .regex(/^[a-z0-9-]+\.sql$/, 'is a file of this folder, e.g. proceedings.sql')
        .describe('File with one SELECT, where a table alone is not enough.'),
    })
    .describe('A SELECT kept in a file of this folder.'),
])

const Parent = z.strictObject({
  column: columns.describe('Column(s) that point to the other record.'),
  references: columns.optional().describe('Column(s) there. @default its key'),
})

export const RecordMapping = z.strictObject({
  from,
  key: columns.describe('Column(s) that identify a row. Unique, whether or not the database says so.'),
  only: RowFilter.optional().describe('Which rows are meant at all.'),
  case: Parent.optional().describe('The case that the row belongs to.'),
  victim: Parent.optional().describe('The victim that the row belongs to.'),
  perpetrator: Parent.optional().describe('The suspect that the row belongs to.'),
  fields: z.record(z.string(), FieldMapping).describe('Field of the vocabulary -> how it is read. What is not named here cannot leave.'),
  filter: z.array(z.string()).default([]).describe('Fields that may be filtered or ordered by. Each wants an index.'),
})

const Consent = z.strictObject({
  from,
  subject: z
    .strictObject({
      column: columns.describe('Column(s) that point to the person.'),
      record: z.literal('VictimRecord').default('VictimRecord').describe('Whose consent it is.'),
      references: columns.optional().describe('Column(s) there. @default its key'),
    })
    .describe('Whose consent a row is.'),
  only: RowFilter.optional().describe('Which rows are consents at all.'),
  scope: z.union([z.strictObject({ value: z.string() }), ColumnReader]).describe('The consent scope (code list consent-scope).'),
  state: z
    .union([z.strictObject({ value: z.string() }), z.string(), ColumnReader])
    .describe('GIVEN, REFUSED, WITHDRAWN or NOT-ASKED; only GIVEN opens anything.'),
  until: z.union([z.string(), ColumnReader]).optional().describe('Last day of the consent; empty means no end.'),
})

const Labels = z.strictObject({
  en: z.string().describe('In English.'),
  pt: z.string().describe('In Portuguese.'),
  tet: z.string().optional().describe('In Tetum. @default the Portuguese one'),
})

/** `agency.yaml`: what an institution's columns mean, and who may see what, why. */
export const AgencyFile = z.strictObject({
  version: z.literal(1).describe('Form of this file; `tip-hub upgrade` brings it to a later one.'),
  vocabulary: z.int().positive().default(1).describe('Version of the shared language that this file speaks.'),
  agency: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .describe('Code in the register of agencies, e.g. `pntl`.'),
  institution: z.string().optional().describe('Where one institution runs several adapters: its code. @default the agency'),
  name: Labels.describe('Name of the institution, as people know it.'),
  source: Source.describe('Where the data are. Secrets are named, never held.'),
  limits: Limits.prefault({}).describe('What the adapter may cost the database, and how much may leave it.'),
  nulls: z.array(z.string()).default(['']).describe('Placeholders that mean "not recorded".'),
  records: z
    .partialRecord(z.enum(RECORD_KIND_NAMES), RecordMapping)
    .describe('Kind of the vocabulary -> which rows of yours are such records.'),
  consents: z
    .union([Consent, z.array(Consent)])
    .optional()
    .describe('Where it stands what persons agreed to; one place or several.'),
  conditions: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/), Condition)
    .default({})
    .describe('Name -> condition, to be used by its name in `when`.'),
  policy: Policy.describe('Who may see what, for which purpose, and why.'),
})
export type AgencyFile = z.infer<typeof AgencyFile>
export type WrittenRecord = z.infer<typeof RecordMapping>
export type WrittenConsent = z.infer<typeof Consent>
