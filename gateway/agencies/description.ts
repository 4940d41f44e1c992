import { z } from 'zod'
import type { AgencyDescription } from '../../schema/index.ts'
import {
  AGENCY_PROBLEM_CODES,
  EMERGENCY_KINDS,
  isOfInstitution,
  type Predicate,
  PURPOSES,
  RECORD_KIND_NAMES,
  TRANSFORMS,
} from '../../schema/index.ts'

const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)
const words = z.string().min(1).max(200)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const kindName = z.enum(RECORD_KIND_NAMES)

const predicate: z.ZodType<Predicate> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('true') }),
    z.strictObject({ op: z.literal('false') }),
    z.strictObject({ op: z.enum(['and', 'or']), of: z.array(predicate).max(100) }),
    z.strictObject({ op: z.literal('not'), of: predicate }),
    z.strictObject({ op: z.literal('in'), kind: kindName, field: name, values: z.array(z.string().max(200)).max(500) }),
    z.strictObject({
      op: z.literal('date'),
      kind: kindName,
      field: name,
      before: z.exactOptional(z.string().max(10)),
      after: z.exactOptional(z.string().max(10)),
      withinDays: z.exactOptional(z.int()),
    }),
    z.strictObject({ op: z.literal('consent'), scope: z.string().max(64) }),
    z.strictObject({ op: z.literal('involvement'), side: z.enum(['made', 'received', 'either']) }),
  ]),
)

const anyKind = z.union([kindName, z.literal('*')])
const coordinate = z.union([
  z.strictObject({ product: z.enum(['indicators', 'releases']) }),
  z.strictObject({ kind: anyKind, classUpTo: z.int().min(0).max(3) }),
  z.strictObject({ kind: anyKind, field: z.literal('*') }),
  z.strictObject({ kind: z.string().max(64), field: name }),
])

const rule = z.strictObject({
  id: z.string().min(1).max(64),
  effect: z.enum(['permit', 'forbid']),
  coordinates: z.array(coordinate).max(500),
  to: z.strictObject({
    agencies: z.exactOptional(z.array(code).max(200)),
    roles: z.exactOptional(z.array(code).max(200)),
    groups: z.exactOptional(
      z.array(z.array(z.strictObject({ agency: code, from: z.exactOptional(day), until: z.exactOptional(day) })).max(200)).max(50),
    ),
  }),
  purposes: z.exactOptional(z.array(z.enum(PURPOSES)).max(PURPOSES.length)),
  when: predicate,
  as: z.record(z.string().max(130), z.enum(TRANSFORMS)),
  because: z.string().max(2_000),
  emergency: z.exactOptional(
    z.strictObject({
      kinds: z.array(z.enum(EMERGENCY_KINDS)).max(EMERGENCY_KINDS.length),
      minutes: z.int().min(1).max(1_440),
      questions: z.int().min(1).max(100),
      approvedBy: z.array(code).max(200),
      anyRecord: z.boolean(),
    }),
  ),
})

const held = z.strictObject({ fields: z.array(name).max(500), filter: z.array(name).max(500), parents: z.array(name).max(20) })

const Description: z.ZodType<AgencyDescription> = z.strictObject({
  agency: code,
  institution: z.string().min(1).max(64),
  typePrefix: z.string().regex(/^[A-Z][A-Za-z0-9]{0,63}$/),
  name: z.strictObject({ en: words, pt: words, tet: words.optional() }),
  vocabularyVersion: z.int().positive(),
  kinds: z.partialRecord(kindName, held),
  policy: z.strictObject({ agency: code, version: z.int().nonnegative(), rules: z.array(rule).max(2_000) }),
  sdl: z.string().min(1).max(1_000_000),
  asOf: z.string().max(40).optional(),
  isStale: z.literal(true).optional(),
  problems: z
    .array(
      z.strictObject({
        code: z.enum(AGENCY_PROBLEM_CODES),
        kind: kindName,
        field: z.exactOptional(name),
        since: z.iso.datetime({ precision: 3 }),
      }),
    )
    .max(1_000)
    .optional(),
})

/** What of a description the graph is made of; the rest may change with every answer, and is read as it is now. */
export const graphPartOf = (description: AgencyDescription): AgencyDescription => ({
  ...description,
  asOf: undefined,
  isStale: undefined,
  problems: undefined,
})

/** A description with all that the graph is not made of as it is now: how old the data are counts also where the rest has to wait. */
export const withNews = (known: AgencyDescription, { asOf, isStale, problems }: AgencyDescription): AgencyDescription => ({
  ...known,
  asOf,
  isStale,
  problems,
})

/**
 * Reads what an agency tells of itself; hostile input like everything from outside.
 *
 * @returns undefined where it is not exactly a description of this agency: one agency cannot speak for another
 */
export function readDescription(agency: string, value: unknown): AgencyDescription | undefined {
  const parsed = Description.safeParse(value)
  if (!parsed.success) return undefined
  const { data } = parsed
  return data.agency === agency && data.policy.agency === agency && isOfInstitution(agency, data.institution) ? data : undefined
}
