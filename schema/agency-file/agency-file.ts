import { z } from 'zod'
import { RECORD_KIND_NAMES } from '../vocabulary/types.ts'
import { columnName, tableName } from './identifiers.ts'
import { Condition, Policy } from './policy.ts'
import { Limits, Source } from './source.ts'
import { ColumnReader, FieldMapping, RowFilter } from './values.ts'

const columns = z.union([columnName, z.array(columnName).min(1)])
const from = z.union([
  tableName.describe('Table or view; `schema.table` where it lies in another schema.'),
  z.strictObject({ schema: tableName.optional(), table: tableName }).describe('For names that contain a dot.'),
  z
    .strictObject({ sql: z.string().regex(/^[a-z0-9-]+\.sql$/, 'is a file of this folder, e.g. proceedings.sql') })
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
  case: Parent.optional(),
  victim: Parent.optional(),
  perpetrator: Parent.optional(),
  fields: z.record(z.string(), FieldMapping),
  filter: z.array(z.string()).default([]).describe('Fields that may be filtered or ordered by. Each wants an index.'),
})

const Consent = z.strictObject({
  from,
  subject: z.strictObject({ column: columns, record: z.literal('VictimRecord').default('VictimRecord'), references: columns.optional() }),
  only: RowFilter.optional(),
  scope: z.union([z.strictObject({ value: z.string() }), ColumnReader]).describe('The consent scope (code list consent-scope).'),
  state: z
    .union([z.strictObject({ value: z.string() }), z.string(), ColumnReader])
    .describe('GIVEN, REFUSED, WITHDRAWN or NOT-ASKED; only GIVEN opens anything.'),
  until: z.union([z.string(), ColumnReader]).optional().describe('Last day of the consent; empty means no end.'),
})

const Labels = z.strictObject({ en: z.string(), pt: z.string(), tet: z.string().optional() })

/** `agency.yaml`: what an institution's columns mean, and who may see what, why. */
export const AgencyFile = z.strictObject({
  version: z.literal(1),
  vocabulary: z.int().positive().default(1).describe('Version of the shared language that this file speaks.'),
  agency: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .describe('Code in the register of agencies, e.g. `pntl`.'),
  institution: z.string().optional().describe('Where one institution runs several adapters: its code. @default the agency'),
  name: Labels,
  source: Source,
  limits: Limits.prefault({}),
  nulls: z.array(z.string()).default(['']).describe('Placeholders that mean "not recorded".'),
  records: z.partialRecord(z.enum(RECORD_KIND_NAMES), RecordMapping),
  consents: z.union([Consent, z.array(Consent)]).optional(),
  conditions: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Condition).default({}),
  policy: Policy,
})
export type AgencyFile = z.infer<typeof AgencyFile>
export type WrittenRecord = z.infer<typeof RecordMapping>
export type WrittenConsent = z.infer<typeof Consent>
