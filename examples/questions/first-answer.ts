import { z } from 'zod'

const Person = z.object({ sex: z.string().nullable(), nationalityGroup: z.string().nullable() })
const PgrRecord = z.object({
  __typename: z.string(),
  stage: z.string().nullable(),
  victims: z.array(Person.nullable()).nullable(),
  perpetrators: z.array(Person.nullable()).nullable(),
})
const Total = z.object({ unit: z.string().nullable(), sex: z.string().nullable(), count: z.int().nullable() })
const pageInfo = z.object({ hasNextPage: z.boolean() })

/** The answer to question 1, as far as it is counted here. A list is null where nobody could be asked for it. */
export const FirstAnswer = z.object({
  data: z.object({
    cases: z.object({ nodes: z.array(z.object({ records: z.array(PgrRecord.nullable()).nullable() }).nullable()), pageInfo }).nullable(),
    reportedTotals: z.object({ nodes: z.array(Total.nullable()), pageInfo }).nullable(),
  }),
  extensions: z.object({ sources: z.array(z.object({ agency: z.string(), status: z.string() })), complete: z.boolean() }),
})
export type FirstAnswer = z.infer<typeof FirstAnswer>

/** Figure by figure, in the order in which the table prints them. */
export type Figures = Readonly<Record<string, number>>

/** What NAP 2026–2030 publishes: the prosecution's cases of 2023–24, and the commission's potential cases of 2020–24. */
export const PUBLISHED: Figures = {
  'PGR cases': 11,
  'PGR cases charged (S50)': 3,
  'PGR cases archived (S51)': 2,
  'PGR cases in process (S30)': 6,
  'PGR suspects': 18,
  'PGR suspects, women': 5,
  'PGR suspects, men': 13,
  'PGR suspects, Timorese': 6,
  'PGR suspects, foreign': 12,
  'PGR victims': 61,
  'PGR victims, women': 20,
  'PGR victims, men': 41,
  'PGR victims, Timorese': 36,
  'PGR victims, foreign': 25,
  'KLATU potential cases': 41,
  'KLATU potential victims': 107,
  'KLATU potential victims, women': 50,
  'KLATU potential victims, men': 57,
}

/** Counts the answer: nothing is added to what came. */
export function figuresOf({ data }: FirstAnswer): Figures {
  const records = (data.cases?.nodes ?? []).flatMap((node) => node?.records ?? []).flatMap((record) => (record ? [record] : []))
  const victims = records.flatMap(({ victims }) => victims ?? []).flatMap((person) => (person ? [person] : []))
  const suspects = records.flatMap(({ perpetrators }) => perpetrators ?? []).flatMap((person) => (person ? [person] : []))
  const inStage = (stage: string): number => records.filter((record) => record.stage === stage).length
  const totals = (data.reportedTotals?.nodes ?? []).flatMap((total) => (total ? [total] : []))
  const sum = (unit: string, sex?: string): number =>
    totals
      .filter((total) => total.unit === unit && (sex === undefined || total.sex === sex))
      .reduce((all, { count }) => all + (count ?? 0), 0)
  const counted = [
    records.length,
    inStage('S50'),
    inStage('S51'),
    inStage('S30'),
    ...splitOf(suspects),
    ...splitOf(victims),
    sum('CASE'),
    sum('VICTIM'),
    sum('VICTIM', 'F'),
    sum('VICTIM', 'M'),
  ]
  return Object.fromEntries(Object.keys(PUBLISHED).map((label, at) => [label, counted[at] ?? Number.NaN]))
}

const splitOf = (people: readonly z.infer<typeof Person>[]): readonly number[] => [
  people.length,
  people.filter(({ sex }) => sex === 'F').length,
  people.filter(({ sex }) => sex === 'M').length,
  people.filter(({ nationalityGroup }) => nationalityGroup === 'TLS').length,
  people.filter(({ nationalityGroup }) => nationalityGroup === 'FOREIGN').length,
]

/** Labels of figures that differ from the published ones. */
export const wrongFigures = (figures: Figures): readonly string[] =>
  Object.keys(PUBLISHED).filter((label) => figures[label] !== PUBLISHED[label])
