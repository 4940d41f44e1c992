import { z } from 'zod'
import { EMERGENCY_KINDS } from '../policy/emergency/kinds.ts'
import { PURPOSES } from '../policy/purposes.ts'
import { TRANSFORMS } from '../policy/transforms.ts'

const purpose = z.enum(PURPOSES)
const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'is the code of an agency, role or group, e.g. `case-officer`; there is none for everybody')
const coordinate = z
  .string()
  .regex(
    /^(\*|[A-Z][A-Za-z]*)\.(\*|class<=[0-3]|[a-z][A-Za-z]*)$|^(indicators|releases)$/,
    'is `Type.field`, `Type.*`, `Type.class<=n`, `*.class<=n`, `indicators` or `releases`',
  )

/** A condition over mapped fields, as a person writes it. A text names an entry of `conditions`. */
export type WrittenCondition =
  | string
  | { readonly all: readonly WrittenCondition[] }
  | { readonly any: readonly WrittenCondition[] }
  | { readonly not: WrittenCondition }
  | { readonly consent: string }
  | { readonly involvement: 'made' | 'received' | 'either' }
  | Readonly<Record<string, unknown>>

const fieldTest = z.union([
  z.string(),
  z.boolean(),
  z.array(z.string()).min(1),
  z.strictObject({ before: z.string().optional(), after: z.string().optional(), withinDays: z.int().positive().optional() }),
])

export const Condition: z.ZodType<WrittenCondition> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
    z.strictObject({ consent: z.string() }),
    z.strictObject({ involvement: z.enum(['made', 'received', 'either']) }),
    z.record(z.string().regex(/^[A-Z][A-Za-z]*\.[a-z][A-Za-z]*$/, 'is `Type.field`'), fieldTest),
  ]),
)

const TO = 'Recipients: all given parts must fit. For a forbid: everyone when absent.'
const FOR = 'Purposes. For a forbid: every purpose when absent.'
const AGENCIES = 'Codes of their institutions.'
const ROLES = 'Their roles there; one is enough.'
const GROUPS = 'Names of `policy.groups`.'

const base = {
  id: z
    .string()
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*-\d+$/, 'is like MSSI-01')
    .describe('Name of the rule, never used again: it stands in the log of every answer.'),
  to: z
    .strictObject({
      agencies: z.array(code).optional().describe(AGENCIES),
      roles: z.array(code).optional().describe(ROLES),
      groups: z.array(z.string()).optional().describe(GROUPS),
    })
    .optional()
    .describe(TO),
  for: z.array(purpose).min(1).optional().describe(FOR),
  when: Condition.optional().describe('Of which records: a condition, or the name of one.'),
  because: z.string().min(3).optional().describe('The legal basis or reason, for people.'),
}

const Emergency = z.strictObject({
  kinds: z.array(z.enum(EMERGENCY_KINDS)).min(1).describe('The kinds of emergency for which the rule holds.'),
  minutes: z.int().min(1).max(1_440).optional().describe('Longest life of a statement for this rule. @default that of `policy.emergency`'),
  record: z
    .enum(['named', 'any'])
    .default('named')
    .describe('`named`: a statement is for one record and what belongs to it. `any`: it may be for all records that the rule speaks of.'),
})

export const Rule = z.union([
  z.strictObject({
    ...base,
    permit: z.array(coordinate).min(1).describe('What it opens.'),
    to: z
      .strictObject({
        agencies: z.array(code).min(1).optional().describe(AGENCIES),
        roles: z.array(code).min(1).optional().describe(ROLES),
        groups: z.array(z.string()).min(1).optional().describe(GROUPS),
      })
      .describe(TO),
    for: z.array(purpose).min(1).describe(FOR),
    because: z.string().min(3).describe('The legal basis or reason, for people; say `unverified` where no text was read.'),
    emergency: Emergency.optional().describe('Holds only with a statement that a second person has approved and signed.'),
    as: z.record(coordinate, z.enum(TRANSFORMS)).optional().describe('Coarser forms: coordinate -> transform.'),
  }),
  z.strictObject({ ...base, forbid: z.array(coordinate).min(1).describe('What it closes, whatever other rules say.') }),
])
export type WrittenRule = z.infer<typeof Rule>

export const Policy = z.strictObject({
  version: z.int().positive().describe('Raised by one with every change.'),
  groups: z
    .record(
      z.string(),
      z.array(
        z.strictObject({
          agency: z.string().describe('Code of the institution.'),
          from: z.string().optional().describe('First day. @default always'),
          until: z.string().optional().describe('Last day. @default no end'),
        }),
      ),
    )
    .default({})
    .describe('Named groups of agencies with dates, e.g. the members of KLATU.'),
  emergency: z
    .strictObject({
      minutes: z.int().min(1).max(1_440).describe('Longest life of any statement, in minutes.'),
      questions: z.int().min(1).max(100).default(1).describe('Questions that one statement opens.'),
      approvers: z
        .array(
          z.strictObject({
            agency: code.describe('Whose people.'),
            accounts: z.array(z.string().min(1).max(200)).min(1).optional().describe('Which of them. @default all whose key is registered'),
          }),
        )
        .min(1)
        .optional()
        .describe('Who may approve. @default the people of this agency alone'),
    })
    .optional()
    .describe('What every statement for an emergency is bound by; needed where a rule has `emergency`.'),
  rules: z.array(Rule).describe('What no rule permits is withheld. Permits add up, one forbid wins.'),
})
