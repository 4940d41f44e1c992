import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadAgencyFolder, openEngine, profileTables, propose, whatToAsk } from '../../adapters/index.ts'
import { INSTITUTIONS } from '../../demo/fill/index.ts'
import { type AgencyModel, LimitsSchema } from '../../schema/index.ts'
import { type DemoDatabases, startDemoDatabases } from '../support/demo-databases.ts'
import { linesOf, type Scores, scoresOf, sum } from './scores.ts'
import { FACTS, factsOf, truthOf } from './truth.ts'

const AGENCIES = join(import.meta.dirname, '..', '..', 'subgraphs', 'agencies')
/** Recall and precision reached when this was written, a little lowered. */
const FLOOR = { tables: [0.86, 0.86], fields: [0.86, 0.84], codes: [0.85, 0.78], joins: [0.71, 0.75], dates: [0.83, 0.9] } as const

describe('proposals from schema and cells of the filled demo databases', () => {
  let databases: DemoDatabases
  const table = new Map<string, Scores>()
  const forms = { right: 0, wrong: [] as string[] }

  beforeAll(async () => {
    databases = await startDemoDatabases({ seed: 7, scale: 4 })
    for (const { code } of INSTITUTIONS) {
      const model = await loadAgencyFolder(join(AGENCIES, code))
      const engine = await openEngine(
        sourceOf(model, databases, code),
        LimitsSchema.parse({ statementMs: 20_000 }),
        { [variableOf(model)]: databases.addressFor(code) },
        code,
      )
      try {
        const tables = await engine.introspect({ signal: AbortSignal.timeout(60_000), timeoutMs: 20_000 })
        const asked = whatToAsk(propose(tables), tables)
        const { profiles } = await profileTables(engine, asked, { signal: AbortSignal.timeout(60_000), now: () => 0 })
        const proposal = propose(tables, profiles)
        table.set(code, scoresOf(factsOf(proposal), await truthOf(join(AGENCIES, code))))
        compareForms(proposal, model)
      } finally {
        await engine.close()
      }
    }
    console.info([...linesOf(table), `forms of dates: ${forms.right} right, otherwise: ${forms.wrong.join(', ')}`].join('\n'))
  }, 180_000)
  afterAll(() => databases.close())

  function compareForms(proposal: ReturnType<typeof propose>, model: AgencyModel): void {
    for (const { kind, fields } of proposal.records)
      for (const { field, column, dates } of fields) {
        const reader = model.records.get(kind)?.fields.get(field)?.reader
        if (!dates || reader?.read !== 'column' || reader.column.convert.to !== 'date') continue
        if ((reader.column.path?.join('.') ?? reader.column.column) !== column) continue
        const wanted = reader.column.convert.formats
        if (wanted.every((format) => dates.includes(format))) forms.right++
        else forms.wrong.push(`${model.agency} ${kind}.${field} ${dates.join('|')} for ${wanted.join('|')}`)
      }
  }

  it.each(FACTS)('finds %s as often, and as rarely wrong, as it has before', (part) => {
    const [recall, precision] = FLOOR[part]
    const all = sum([...table.values()].map((scores) => scores[part]))

    expect(all.right / all.wanted).toBeGreaterThanOrEqual(recall)
    expect(all.right / all.proposed).toBeGreaterThanOrEqual(precision)
  })

  // The others name forms that these institutions allow for and these rows do not hold: a court without a case, a cell typed as a number.
  it('reads the written form of six dates out of seven', () => {
    expect(forms.right).toBeGreaterThan(20)
    expect(forms.right / (forms.right + forms.wrong.length)).toBeGreaterThanOrEqual(0.85)
  })
})

const variableOf = ({ source }: AgencyModel): string =>
  'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv

/** The courts are on MariaDB where one is installed. */
const sourceOf = ({ source }: AgencyModel, { hasMariaDb }: DemoDatabases, code: string): AgencyModel['source'] =>
  code === 'courts' && hasMariaDb && 'pathEnv' in source ? { engine: 'mysql', urlEnv: source.pathEnv, timezone: source.timezone } : source
