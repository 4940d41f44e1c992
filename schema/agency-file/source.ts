import { z } from 'zod'
import { timeZone } from './identifiers.ts'

const envName = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]*$/,
    'is the NAME of an environment variable, e.g. PNTL_DATABASE_URL; the address itself never stands in this file',
  )
  .describe('NAME of the variable that holds the address (PostgreSQL, MySQL, SQL Server).')

const timezone = timeZone.default('Asia/Dili').describe('Zone of dates and times that carry none (IANA name).')

const ENGINE = 'Kind of the database. `mysql` is MariaDB too; `mssql` is not run against a server yet.'

const FileTable = z
  .strictObject({
    file: z
      .string()
      .regex(/^[^/\\]+$/, 'is a file name inside the folder, without a path')
      .describe('File name inside the folder.'),
    format: z.enum(['csv', 'xlsx', 'json']).describe('Declared, never guessed.'),
    encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le']).default('utf-8').describe('Declared, never guessed. CSV and JSON only.'),
    separator: z.string().length(1).default(',').describe('CSV only.'),
    sheet: z
      .union([z.string(), z.literal('*')])
      .optional()
      .describe('XLSX: sheet name; `*` reads every sheet and adds the column `_sheet`.'),
    headerHas: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Column names that identify the header row, wherever it has moved to (within the first 50 rows). @default the first row'),
    fillDown: z
      .array(z.string())
      .default([])
      .describe('Columns whose merged or blank cells take the value above (merged cells of a spreadsheet).'),
    items: z.string().optional().describe('JSON: dotted path to the array of records. @default the document itself'),
    unnest: z
      .record(
        z.string(),
        z.strictObject({
          path: z.string().describe('Dotted path of the array inside each record.'),
          keep: z.array(z.string()).default([]).describe('Columns of the record that each item takes along.'),
        }),
      )
      .default({})
      .describe('JSON: further tables made from an array inside each record; `keep` copies columns of the record to each of its items.'),
  })
  .describe('One file that becomes one table; nested JSON becomes columns with dotted names (`consent.shareStats`).')

/** Where the agency's data lives. Secrets are named, never held. */
export const Source = z.discriminatedUnion('engine', [
  z.strictObject({
    engine: z.literal('postgres').describe(ENGINE),
    urlEnv: envName,
    timezone,
    searchPath: z.string().optional().describe('Schema of unqualified tables.'),
  }),
  z.strictObject({ engine: z.literal('mysql').describe(ENGINE), urlEnv: envName, timezone }),
  z.strictObject({ engine: z.literal('mssql').describe(ENGINE), urlEnv: envName, timezone }),
  z.strictObject({
    engine: z.literal('sqlite').describe(ENGINE),
    pathEnv: envName.describe('SQLite: NAME of the variable that holds the path of the file.'),
    timezone,
  }),
  z.strictObject({
    engine: z.literal('files').describe(ENGINE),
    folderEnv: envName.describe('Files: NAME of the variable that holds the path of the folder.'),
    timezone,
    tables: z.record(z.string(), FileTable).describe('Table name -> file.'),
  }),
])
export type Source = z.infer<typeof Source>
export type FileTable = z.infer<typeof FileTable>

const persons = z.int().min(1).max(1_000_000)

/** How many persons leave the agency in a day, whoever asks for them: enough for the work, too few to copy a database. */
export const PersonLimits = z.strictObject({
  perAccount: persons
    .default(500)
    .describe('Distinct records of persons that one account is given in a day. The hub drops some of what it is given, and counts fewer.'),
  roles: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), persons)
    .default({ analyst: 10_000, commissioner: 10_000, auditor: 10_000 })
    .describe('Other numbers for some roles; an account with several roles has the largest.'),
  perRecipient: persons
    .default(20_000)
    .describe('The same for all accounts of one receiving agency together; a record that two of them are given counts twice.'),
})
export type PersonLimits = z.infer<typeof PersonLimits>

/** What the adapter may cost the agency's database, and how much may leave it. */
export const Limits = z.strictObject({
  pool: z.int().min(1).max(16).default(4).describe('Connections at most.'),
  queue: z.int().min(0).max(1_000).default(32).describe('Waiting requests at most; beyond that the answer is 503.'),
  waitMs: z.int().min(1).max(60_000).default(500).describe('Longest wait for a connection, milliseconds.'),
  statementMs: z.int().min(1).max(60_000).default(2_000).describe('Longest statement, milliseconds.'),
  lockMs: z.int().min(1).max(60_000).default(200).describe('Longest wait for a lock, milliseconds.'),
  rows: z.int().min(1).max(10_000).default(200).describe('Rows of one page at most.'),
  keys: z.int().min(1).max(10_000).default(500).describe('Keys of one batch at most.'),
  planCost: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(1_000_000)
    .describe(
      "What the database's planner may expect of one statement, asked before its first run: on PostgreSQL its own unit (a page read in order is 1), on MariaDB and MySQL rows looked at. Beyond that it is refused. 0 for no bound.",
    ),
  personsPerDay: PersonLimits.prefault({}).describe('Records of persons given away in a day, counted in the time zone of the source.'),
})
export type Limits = z.infer<typeof Limits>
