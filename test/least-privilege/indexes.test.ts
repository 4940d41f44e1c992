import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencySource, compileAgency, type Engine, type FieldFilter, loadAgencyFolder, openEngine } from '../../adapters/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { accessFor, type RecordKindName, type Viewer, vocabulary } from '../../schema/index.ts'
import { type DemoDatabases, startDemoDatabases } from '../support/demo-databases.ts'

const TODAY = '2025-12-31'
const analyst: Viewer = { agency: 'klatu', roles: ['analyst', 'commissioner'], purpose: 'OVERSIGHT' }

describe('the indexes that tip-hub grants prints', () => {
  let databases: DemoDatabases
  beforeAll(async () => {
    databases = await startDemoDatabases({ seed: 5, scale: 1 })
  }, 120_000)
  afterAll(() => databases?.close())

  const withSource = async <T>(code: string, use: (source: AgencySource) => T): Promise<T> => {
    const model = await loadAgencyFolder(agencyFolder(code))
    const engine: Engine = await openEngine(
      { engine: 'postgres', urlEnv: 'SOURCE', timezone: 'Asia/Dili' },
      model.limits,
      { SOURCE: databases.addressFor(code) },
      code,
    )
    try {
      return use(compileAgency(model, engine))
    } finally {
      await engine.close()
    }
  }

  /** The plan where the demo's tables were large: no plan that reads a whole table is cheap. */
  const planOf = async (
    code: string,
    kind: RecordKindName,
    orderBy: string | undefined,
    filter: readonly FieldFilter[],
    hidden: readonly string[] = [],
  ): Promise<string> => {
    const statement = await withSource(code, (source) => {
      const access = (of: RecordKindName) => accessFor(source.model.policy, vocabulary, of, analyst, TODAY)
      return source.prepare({
        kind,
        fields: [],
        parents: [],
        selection: { by: 'page', filter, ...(orderBy === undefined ? {} : { orderBy }), isDescending: true, isBackward: false },
        access: access(kind),
        accessOf: access,
        viewer: analyst,
        withLinkNuc: false,
      }).sql
    })
    const owner = new pg.Client(databases.ownerUrl(code))
    await owner.connect()
    try {
      await owner.query('set enable_seqscan = off')
      // In a table of a few rows any index would do, also the one that only gives the order of keys.
      await owner.query('begin')
      for (const name of hidden) await owner.query(`drop index ${name}`)
      const { rows } = await owner.query<Record<'QUERY PLAN', string>>(`explain (generic_plan) ${statement}`)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    } finally {
      await owner.end()
    }
  }

  it.each([
    ['pgr', 'CaseRecord', 'registeredDate', /Index Scan Backward using "?(PROCESSO_REGISTO|tip_hub_processo_dt_registo)/],
    ['pgr', 'ProceedingRecord', 'date', /Index Scan Backward using "?(DESPACHO_DT|tip_hub_despacho_dt)/],
    ['pntl', 'CaseRecord', 'reportedDate', /Index Scan Backward using tip_hub_livru_kazu_data_keixa_exp/],
    ['pntl', 'VictimRecord', 'identifiedDate', /Index Scan Backward using tip_hub_vitima_data_rejistu_exp/],
    ['pcic', 'CaseRecord', 'reportedDate', /Index Scan Backward using (processo_participacao|tip_hub_\w+)/],
    ['mssi', 'VictimRecord', 'identifiedDate', /Index Scan Backward using tip_hub_cases_data_registration_date_exp/],
  ] as const)('give the order of %s %s by %s', async (code, kind, orderBy, index) => {
    const plan = await planOf(code, kind, orderBy, [])

    expect(plan).toMatch(index)
    expect(plan).not.toMatch(/(^|-> +)Sort +\(/m)
  })

  it('serve a filter by a code', async () => {
    const others = ['tip_hub_processo_id_proc_exp', 'tip_hub_processo_classificacao_exp']
    const plan = await planOf('pgr', 'CaseRecord', undefined, [{ field: 'municipality', in: ['TL-OE'] }], others)

    expect(plan).toMatch(/tip_hub_processo_municipio_exp[\s\S]*Index Cond/)
  })

  it.each([
    ['pgr', 'CaseRecord', 'registeredDate', /(PROCESSO_REGISTO|tip_hub_processo_dt_registo).*\s+Index Cond: .*DT_REGISTO" >= /],
    ['pntl', 'CaseRecord', 'reportedDate', /tip_hub_livru_kazu_data_keixa_exp[\s\S]*Index Cond:[\s\S]* >= \$/],
  ] as const)('serve a range of %s %s by %s', async (code, kind, field, index) => {
    expect(await planOf(code, kind, field, [{ field, from: '2024-02' }])).toMatch(index)
  })

  it('tell the database how many rows fit the pattern by which an agency knows its cases', async () => {
    const owner = new pg.Client(databases.ownerUrl('pntl'))
    await owner.connect()
    try {
      const { rows: indexes } = await owner.query<{ expression: string }>(
        `select pg_get_expr(indexprs, indrelid) as expression from pg_index where indexrelid = 'tip_hub_livru_kazu_tipu_krime_like'::regclass`,
      )
      const selection = `select 1 from livru_kazu where ${indexes[0]?.expression} like any (array['%trafik%', '%fa''an ema%'])`
      const { rows: plans } = await owner.query<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>(
        `explain (format json) ${selection}`,
      )
      const { rowCount } = await owner.query(selection)

      expect(rowCount).toBeGreaterThan(10)
      expect(plans[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows']).toBeGreaterThan((rowCount ?? 0) / 2)
    } finally {
      await owner.end()
    }
  })
})
