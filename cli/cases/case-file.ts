import { z } from 'zod'
import { EMERGENCY_KINDS, PURPOSES, RECORD_KIND_NAMES } from '../../schema/index.ts'

// Every value of a case file is text or nothing, exactly as written: `0012` stays four characters, `2024-03` no date of a program.
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is a date such as 2025-06-30')
const cell = z.union([z.string(), z.null()], { error: 'is a text or null; JSON and arrays of the database are written as text' })

const Given = z.record(z.string(), z.array(z.record(z.string(), cell)))

const Filter = z.union([
  z.string(),
  z.array(z.string()).min(1),
  z
    .strictObject({ from: z.string().optional(), to: z.string().optional() })
    .refine(({ from, to }) => from !== undefined || to !== undefined, {
      error: 'needs `from`, `to` or both',
    }),
])

/** What a value may be expected to be: a text, a list, or its parts. */
export type ExpectedValue = string | null | readonly ExpectedValue[] | { readonly [part: string]: ExpectedValue }
const Value: z.ZodType<ExpectedValue> = z.lazy(() => z.union([z.string(), z.null(), z.array(Value), z.record(z.string(), Value)]))

/** Words for fields that are null, by why they are. */
export const GAP_WORDS = { withheld: 'WITHHELD', 'not-recorded': 'NOT_RECORDED', unmapped: 'UNMAPPED' } as const
const names = z.array(z.string()).default([])

const ExpectedRecord = z
  .object({
    withheld: names.describe('Fields that this person is not shown.'),
    'not-recorded': names.describe('Fields that the agency left blank.'),
    link: z.enum(['yes', 'no']).optional().describe('Whether the hub may join the record to the same matter elsewhere, for this person.'),
    unmapped: names.describe('Fields with a value that has no place in the shared language.'),
  })
  .catchall(Value)

const Emergency = z.strictObject({
  kind: z.enum(EMERGENCY_KINDS),
  minutes: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'is a number of minutes')
    .default('30'),
  scope: z.array(z.string()).min(1).describe('Coordinates: `VictimRecord.names`, `ReferralRecord.class<=2`.'),
  record: z.strictObject({ kind: z.enum(RECORD_KIND_NAMES), key: z.string().describe('Key of the row.') }).optional(),
})

const Case = z
  .strictObject({
    it: z.string().min(3).describe('What is shown or kept back, as a sentence after "it".'),
    as: z
      .string()
      .regex(/^[a-z][a-z0-9-]*:[a-z0-9-]+(,[a-z0-9-]+)*$/, 'is an agency with roles, e.g. pcic:case-officer')
      .describe('Who asks.'),
    for: z.enum(PURPOSES).describe('For what.'),
    on: day.optional().describe('@default the day of the file'),
    given: Given.optional().describe('Rows beside those of the file, for this case alone.'),
    emergency: Emergency.optional().describe('An approved statement that the person brings, for their first role.'),
    ask: z.enum(RECORD_KIND_NAMES).describe('Which records.'),
    fields: z
      .string()
      .optional()
      .describe('Fields and relations: `sex case { stage }`. @default those that `expect` names; all where it names none'),
    where: z.record(z.string(), Filter).default({}).describe('Filters: a code, a list of codes, or `{ from, to }`.'),
    order: z.string().optional().describe('Date field. @default the key of the records'),
    expect: z.array(ExpectedRecord).optional().describe('The records, in order; each says something of every field asked for.'),
    refused: z
      .string()
      .regex(/^[A-Z_]+$/, 'is the code of an error')
      .optional()
      .describe('Instead of records: the code of the refusal.'),
  })
  .refine(({ expect, refused }) => (expect === undefined) !== (refused === undefined), {
    error: 'needs either `expect` (records; [] for none) or `refused` (a code)',
  })

/** `cases/*.yaml` of an agency's folder: given these rows, this person asks this, and is shown exactly that. */
export const CaseFile = z.strictObject({
  on: day.describe('Rules and consents hold as on this day, whenever the cases are run.'),
  given: Given.default({}).describe('Rows of the agency, for all cases: table -> column -> cell. Columns that are not named are empty.'),
  cases: z.array(Case).min(1),
})
export type CaseFile = z.infer<typeof CaseFile>
export type Case = CaseFile['cases'][number]
export type ExpectedRecord = z.infer<typeof ExpectedRecord>
export type Given = z.infer<typeof Given>
