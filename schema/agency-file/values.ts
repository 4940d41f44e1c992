import { z } from 'zod'
import { columnName } from './identifiers.ts'

/** Written forms of dates that occur in the institutions' databases. A closed set; `native` is the engine's own date type. */
export const DATE_FORMATS = [
  'native',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm:ss',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd-MM-yyyy',
  'dd.MM.yyyy',
  'yyyy.MM.dd',
  'yyyy/MM/dd',
  'yyyyMMdd',
  'dd/MM/yy',
  'dd-MM-yy',
  'd MMMM yyyy',
  'd MMM yyyy',
  'MM/yyyy',
  'yyyy-MM',
  'yyyy',
  'excel',
] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

const dateFormat = z.enum(DATE_FORMATS)
const text = z.string()
const column = columnName.describe('Column of the table, exactly as the database writes it.')

/** Everything that may be said about reading one column. All parts are optional and combine in this order: path, split, pattern, then one conversion. */
export const ColumnReader = z.strictObject({
  column,
  path: text.optional().describe('JSON or JSONB column: dotted path inside it, e.g. `consent.shareStats`.'),
  array: z.literal(true).optional().describe('The column is an array of the database, or a JSON array.'),
  split: text.min(1).optional().describe('One cell holds many values: the separator between them.'),
  pattern: text.optional().describe('Regular expression (RE2-like subset); the first group is the value, no match is "not recorded".'),
  date: z
    .union([dateFormat, z.array(dateFormat).min(1)])
    .optional()
    .describe('Written form(s) of the date, tried in order.'),
  months: z.enum(['en', 'pt', 'tet', 'id']).default('en').describe('Language of month names in `d MMMM yyyy`.'),
  precision: z
    .strictObject({ column, codes: z.record(text, z.enum(['day', 'month', 'year'])).describe('Its value -> day, month or year.') })
    .optional()
    .describe('Column that tells how precise the date is, and what its values mean.'),
  codes: text
    .optional()
    .describe(
      "File in codes/ without `.csv` that maps the agency's codes to the shared list; `=` where the column already holds shared codes.",
    ),
  format: z.literal('nuc').optional().describe('A NUC in whatever written form.'),
  yes: z
    .array(z.union([text, z.number(), z.boolean()]))
    .optional()
    .describe('Values that mean yes.'),
  no: z
    .array(z.union([text, z.number(), z.boolean()]))
    .optional()
    .describe('Values that mean no; anything else is "not recorded".'),
  measure: z.enum(['months-text', 'number', 'decimal']).optional().describe('`months-text` reads "8 anos e 6 meses" as 102.'),
  name: z.enum(['full', 'surname-first', 'initials', 'given', 'surname']).optional().describe('How the name is written.'),
  type: text.optional().describe('Names: code of the name type. @default CIV'),
  default: z
    .union([text, z.number(), z.boolean()])
    .optional()
    .describe('Value where the cell is empty. Only where the agency guarantees it.'),
})
export type ColumnReader = z.infer<typeof ColumnReader>

const Constant = z.strictObject({ value: z.union([text, z.number(), z.boolean(), z.array(text)]).describe('The same for every row.') })

const Flags = z.strictObject({
  flags: z.record(column, text).describe('Column -> shared code: every column that says yes adds its code.'),
  yes: z
    .array(z.union([text, z.number(), z.boolean()]))
    .default(['1', 'true', 't', 'yes', 'S', 'Y'])
    .describe('Values that mean yes.'),
})

const IdDocument = z.strictObject({
  column,
  type: z
    .union([text, z.strictObject({ column, codes: text.describe('Code map of document types.') })])
    .describe('Code of the document type, or the column that holds it.'),
})

/** How one field of the shared language is read from the agency's row. */
export const FieldMapping = z.union([
  column,
  ColumnReader,
  Constant,
  Flags,
  z.strictObject({ firstOf: z.array(ColumnReader).min(2).describe('The first that is recorded.') }),
  z.strictObject({ names: z.array(ColumnReader).min(1).describe('Several names of one person: each a reading of its own.') }),
  z.strictObject({ documents: z.array(IdDocument).min(1).describe('Identity documents of a person.') }),
])
export type FieldMapping = z.infer<typeof FieldMapping>

const scalar = z.union([text, z.number(), z.boolean()])
/** A test of one source column. */
export const ColumnTest = z.union([
  scalar,
  z.strictObject({
    path: text.optional().describe('JSON column: dotted path.'),
    in: z.array(scalar).min(1).optional().describe('One of these.'),
    notIn: z.array(scalar).min(1).optional().describe('None of these.'),
    like: z.array(text).min(1).optional().describe('Any of these patterns, `%` for any text, case and accents ignored.'),
    contains: z.array(text).min(1).optional().describe('An array or JSON array that contains any of these.'),
    isNull: z.boolean().optional().describe('Whether it is empty.'),
  }),
])
export type ColumnTest = z.infer<typeof ColumnTest>
/** All tests must hold: `{ column: test }`. */
export const RowFilter = z.record(column, ColumnTest)
export type RowFilter = z.infer<typeof RowFilter>
