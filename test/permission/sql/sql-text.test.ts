import { describe, expect, it } from 'vitest'
import { type Engine, loadAgencyFolder } from '../../../adapters/index.ts'
import { CANARIES } from '../../../demo/fill/canaries.ts'
import { agencyFolder } from '../../../demo/state/home.ts'
import { AGENCY_CODES } from '../../../demo/world/index.ts'
import { type AgencyModel, RECORD_KIND_NAMES } from '../../../schema/index.ts'
import { boundsOf, trespasses } from './check-statement.ts'
import { columnName, standing } from './columns.ts'
import { DEMO_VIEWERS, factsOf, readsOf } from './every-read.ts'
import { type StatementUses, usesIn } from './uses.ts'

const ENGINES: readonly Engine['dialect'][] = ['postgres', 'mysql', 'sqlite']
const models = new Map<string, AgencyModel>()
for (const agency of AGENCY_CODES) models.set(agency, await loadAgencyFolder(agencyFolder(agency)))

const cases = AGENCY_CODES.flatMap((agency) => ENGINES.map((dialect) => ({ agency, dialect })))
let statementsRead = 0
let factsRead = 0

describe.each(cases)('every statement for $agency on $dialect', ({ agency, dialect }) => {
  const model = models.get(agency)
  if (!model) throw new Error(`no folder ${agency}`)
  const canaries = CANARIES.filter((canary) => canary.agency === agency)

  it('takes out permitted columns only, looks at declared ones only, and names no text of class 4', { timeout: 300_000 }, async () => {
    const problems = new Set<string>()
    for (const viewer of DEMO_VIEWERS)
      for (const kind of RECORD_KIND_NAMES)
        for (const { query, record, statements } of await readsOf(model, dialect, viewer, kind)) {
          const bounds = boundsOf(model, query, record)
          for (const { sql } of statements) {
            statementsRead += 1
            const who = `${viewer.agency} ${viewer.purpose} ${kind} by ${query.selection.by}`
            const uses = usesIn(sql)
            for (const problem of trespasses(uses, bounds)) problems.add(`${who}: ${problem}`)
            for (const { column } of canaries)
              if (isUsed(uses, column) && !isDocument(model, column)) problems.add(`${who}: names ${column}`)
          }
        }

    expect([...problems].slice(0, 20)).toEqual([])
  })
})

describe.each(cases)('what $agency on $dialect asks of rows for the second lock', ({ agency, dialect }) => {
  it('takes out their keys alone, and looks at declared columns only', () => {
    const model = models.get(agency)
    if (!model) throw new Error(`no folder ${agency}`)
    const problems = new Set<string>()
    for (const viewer of DEMO_VIEWERS)
      for (const kind of RECORD_KIND_NAMES) {
        const asked = factsOf(model, dialect, viewer, kind)
        if (!asked) continue
        const { values, conditions } = usesIn(asked.sql)
        const bounds = boundsOf(model, asked.query, asked.record)
        const keys = new Set(standing({ ...asked.record, only: [] }))
        const who = `${viewer.agency} ${viewer.purpose} ${kind}`
        for (const use of values)
          if (!keys.has(columnName(use.relation, use.column))) problems.add(`${who}: ${use.relation}.${use.column} comes out`)
        for (const problem of trespasses({ values: [], conditions }, bounds)) problems.add(`${who}: ${problem}`)
        factsRead += 1
      }

    expect([...problems].slice(0, 20)).toEqual([])
  })
})

it('finds what a statement made for another viewer would take out or look at', async () => {
  const model = models.get('pntl')
  const [investigator, analyst] = ['pcic', 'klatu'].map((agency) => DEMO_VIEWERS.find((viewer) => viewer.agency === agency))
  if (!model || !investigator || !analyst) throw new Error('the demo has neither')
  const [of, by] = await Promise.all([analyst, investigator].map((viewer) => readsOf(model, 'postgres', viewer, 'VictimRecord')))
  const [read] = of ?? []
  const [statement] = by?.[0]?.statements ?? []
  if (!read || !statement) throw new Error('nothing is read')

  const problems = trespasses(usesIn(statement.sql), boundsOf(model, read.query, read.record)).join('\n')
  expect(problems).toContain('naran_kompletu comes out although nothing permits it')
  expect(problems).toContain('data_moris comes out although nothing permits it')
  expect(problems).toContain('decides although no rule names it')
})

it('finds a cell that stands outside its condition', async () => {
  const model = models.get('pntl')
  const investigator = DEMO_VIEWERS.find((viewer) => viewer.agency === 'pcic')
  if (!model || !investigator) throw new Error('the demo has neither')
  const [read] = await readsOf(model, 'postgres', investigator, 'VictimRecord')
  const [statement] = read?.statements ?? []
  if (!read || !statement) throw new Error('nothing is read')
  const bounds = boundsOf(model, read.query, read.record)
  const { values, conditions } = usesIn(statement.sql)

  expect(trespasses({ values, conditions }, bounds)).toEqual([])
  const unguarded = trespasses({ values: values.map((value) => ({ ...value, guards: [] })), conditions }, bounds)
  expect(unguarded.join('\n')).toContain('naran_kompletu comes out without its condition')
})

it('read statements at all', () => {
  expect(statementsRead).toBeGreaterThan(5_000)
  expect(factsRead).toBeGreaterThan(50)
})

/** Whether the statement uses the column, or a SELECT that stands in for a table names it. */
const isUsed = ({ values, conditions }: StatementUses, column: string): boolean => {
  const words = new RegExp(`(^|[^\\p{L}\\p{N}_])${column.replace(/\./g, '\\.')}($|[^\\p{L}\\p{N}_])`, 'u')
  return [...values, ...conditions].some((use) => use.column === column || (/^select\s/i.test(use.relation) && words.test(use.relation)))
}

/** A document holds the text of class 4 among other things: it may be named, and every reader takes one place of it. */
const isDocument = (model: AgencyModel, column: string): boolean => {
  const plans = [...model.records.values()].flatMap(({ fields }) =>
    [...fields.values()].flatMap(({ reader }) =>
      reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' || reader.read === 'names' ? reader.of : [],
    ),
  )
  const ofDocument = plans.filter((plan) => plan.column === column)
  return ofDocument.length > 0 && ofDocument.every(({ path }) => path !== undefined && path.length > 0)
}
