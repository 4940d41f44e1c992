import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { DEMO_PEOPLE } from '../../demo/people/people.ts'
import type { AgencyCode } from '../../demo/world/index.ts'
import type { Purpose } from '../../schema/index.ts'
import type { As } from '../support/ask.ts'
import { createTruthOracle, type TruthOracle } from '../support/truth-oracle.ts'
import { type AttackedHub, json } from './support/attacked-hub.ts'
import { agencyId, hubId } from './support/ids.ts'

const ABSENT_KEY = '98765'
const PEOPLE: readonly As[] = [
  { as: 'klatu.commissioner', purpose: 'OVERSIGHT' },
  { as: 'pcic.investigator', purpose: 'INVESTIGATION' },
  { as: 'pntl.officer', purpose: 'INVESTIGATION' },
  { as: 'mssi.caseworker', purpose: 'PROTECTION' },
  { as: 'alfela.lawyer', purpose: 'PROTECTION' },
  { as: 'mnec.consul', purpose: 'CONSULAR' },
  { as: 'migration.officer', purpose: 'INVESTIGATION' },
]
const SHAPES = {
  case: [
    '{ __typename }',
    '{ id }',
    '{ nuc }',
    '{ records { __typename } }',
    '{ records { __typename id } }',
    '{ records { ... on CaseRecord { stage gaps { field reason } } } }',
    '{ timeline { date stage agencies } }',
    '{ discrepancies { field } issues { code } }',
    '{ stage { value basis } }',
  ],
  victim: [
    '{ __typename }',
    '{ id }',
    '{ records { __typename id } }',
    '{ records { ... on VictimRecord { sex names { text } gaps { field reason } } } }',
    '{ sex { value basis } }',
    '{ records { ... on VictimRecord { case { stage } } } }',
  ],
  perpetrator: [
    '{ __typename }',
    '{ id }',
    '{ records { __typename id } }',
    '{ records { ... on PerpetratorRecord { sex gaps { field reason } } } }',
  ],
} as const
const KIND = { case: 'Case', victim: 'Victim', perpetrator: 'Perpetrator' } as const

/** Whether a record is there: hidden, withdrawn, gone and never there are one answer, byte for byte, at the same cost. */
export function existence(attacked: () => AttackedHub): void {
  const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Dili' }).format(Date.now())
  let oracle: TruthOracle | undefined
  const oracleOf = async () => (oracle ??= await createTruthOracle(attacked().hub.truth, today()))
  const viewerOf = ({ as, purpose }: As) => {
    const person = DEMO_PEOPLE.find(({ name }) => name === as)
    return { agency: person?.agency ?? '', roles: person?.roles ?? [], purpose: purpose as Purpose }
  }
  /** Answer, and what it cost each agency: path, status, statements. */
  const measured = async (ask: () => ReturnType<AttackedHub['ask']>) => {
    const before = attacked().logs.length
    const got = await ask()
    const costs = attacked()
      .logs.slice(before)
      .map((line) => JSON.parse(line))
      .filter(({ msg, statements }) => msg === 'answered' && statements !== undefined)
      .filter(({ path, statements }) => path !== '/internal' || statements > 0)
      .map(({ agency, path, status, statements }) => `${agency} ${path} ${status} ${statements}`)
      .toSorted()
    return { text: got.text, status: got.status, headers: Object.keys(got.headers).join(), length: got.headers['content-length'], costs }
  }
  /** Rows of a kind that an agency holds and hides from the viewer, though it shows them others. */
  const hiddenRows = async (agency: AgencyCode, kind: string, as: As): Promise<readonly string[]> => {
    const { records, mayKnow, couldShow } = await oracleOf()
    if (!couldShow(agency, kind as 'CaseRecord', viewerOf(as))) return []
    return records
      .filter((record) => record.agency === agency && record.kind === kind && record.key.length === 1 && !mayKnow(record, viewerOf(as)))
      .map(({ key }) => key[0] ?? '')
  }

  describe.each(PEOPLE.map((as) => [as.as, as] as const))('%s', (_name, as) => {
    it.each(Object.entries(SHAPES).flatMap(([root, shapes]) => shapes.map((shape) => [root as keyof typeof SHAPES, shape] as const)))(
      'learns nothing by %s(id) %s of a row that is hidden, in bytes or statements',
      async (root, shape) => {
        const { keys } = attacked().hub
        const query = `query ($id: ID!) { ${root}(id: $id) ${shape} }`
        for (const agency of ['pgr', 'pntl', 'fokupers', 'mssi'] as const) {
          const viewer = viewerOf(as).agency
          const [hidden] = await hiddenRows(agency, `${KIND[root]}Record`, as)
          const ids = [hidden ?? '1', ABSENT_KEY].map((key) => hubId(keys, KIND[root], { agency, key }, viewer))
          if (hidden === undefined) continue
          const [there, absent] = [
            await measured(() => attacked().ask({ query, variables: { id: ids[0] } }, as)),
            await measured(() => attacked().ask({ query, variables: { id: ids[1] } }, as)),
          ]
          expect(there, `${agency} ${root}`).toEqual(absent)
          expect(JSON.parse(there.text).data).toEqual({ [root]: null })
        }
      },
    )
  })

  it('has hidden rows to try it with', async () => {
    const counts = await Promise.all(
      PEOPLE.flatMap((as) =>
        (['pgr', 'pntl', 'fokupers', 'mssi'] as const).flatMap((agency) =>
          ['CaseRecord', 'VictimRecord', 'PerpetratorRecord'].map(async (kind) => (await hiddenRows(agency, kind, as)).length),
        ),
      ),
    )
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(6)
  })

  it('an id of one’s own that is garbled is like one whose record is gone', async () => {
    const as = PEOPLE[1] as As
    const query = 'query ($id: ID!) { case(id: $id) { __typename records { __typename id } } }'
    const gone = await attacked().ask(
      { query, variables: { id: hubId(attacked().hub.keys, 'Case', { agency: 'pgr', key: ABSENT_KEY }, 'pcic') } },
      as,
    )
    const others = await attacked().ask(
      { query, variables: { id: hubId(attacked().hub.keys, 'Case', { agency: 'pgr', key: ABSENT_KEY }, 'klatu') } },
      as,
    )
    expect(json(gone).data).toEqual({ case: null })
    expect(others.text).toBe(gone.text)
    expect((await attacked().ask({ query, variables: { id: 'garbage' } }, as)).text).toBe(gone.text)
  })

  describe('the number of a matter', () => {
    it.each([
      '{ __typename }',
      '{ id nuc }',
      '{ records { __typename id } timeline { date } discrepancies { field } issues { code } stage { value basis } }',
    ])('a secret inquiry is like no inquiry: caseByNuc %s', async (shape) => {
      const as = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
      const { truth } = attacked().hub
      const { recordOf, mayKnow } = await oracleOf()
      const secret = truth.groups.filter(
        ({ isSecret, cases }) => isSecret && cases.every((ref) => ref.agency === 'pgr' || !mayKnow(recordOf(ref), viewerOf(as))),
      )
      expect(secret.length).toBeGreaterThan(0)
      const query = `query ($nuc: Nuc!) { caseByNuc(nuc: $nuc) ${shape} }`
      const absent = await attacked().ask({ query, variables: { nuc: '9997/25.PDDIL' } }, as)
      for (const { nuc, cases } of secret) {
        if (cases.some((ref) => mayKnow(recordOf(ref), viewerOf(as)))) continue
        const there = await attacked().ask({ query, variables: { nuc } }, as)
        expect(there.text).toBe(absent.text)
        expect(there.headers['content-length']).toBe(absent.headers['content-length'])
      }
    })
  })

  describe('at the agency itself, for a hostile gateway', () => {
    const caseworker = { as: 'mssi.caseworker', purpose: 'PROTECTION' } as const
    it.each([
      '{ __typename }',
      '{ __typename ... on PntlVictimRecord { id } }',
      '{ ... on PntlVictimRecord { id sex gaps { field reason } } }',
      '{ ... on PntlVictimRecord { case { id stage victims { id } } } }',
      '{ __typename ... on PntlVictimRecord { referrals { id } } }',
    ])('entities %s: hidden and absent are null alike, with the same statements', async (shape) => {
      const [hidden = ''] = await hiddenRows('pntl', 'VictimRecord', caseworker)
      expect(hidden).not.toBe('')
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) ${shape} }`
      const asked = (key: string) =>
        measured(() =>
          attacked().toAgency('pntl', {
            as: caseworker,
            query,
            variables: { r: [{ __typename: 'PntlVictimRecord', id: agencyId(attacked().hub.keys, 'pntl', 'VictimRecord', key) }] },
          }),
        )
      const [there, absent] = [await asked(hidden), await asked(ABSENT_KEY)]
      expect(there).toEqual(absent)
      expect(JSON.parse(there.text)).toEqual({ data: { _entities: [null] } })
    })
    it('locateByIds: neither is there', async () => {
      const [hidden = ''] = await hiddenRows('pntl', 'VictimRecord', caseworker)
      const query = 'query ($input: LocateByIdsInput!) { locateByIds(input: $input) }'
      const asked = (key: string) => {
        const input = {
          kind: 'VictimRecord',
          ids: [agencyId(attacked().hub.keys, 'pntl', 'VictimRecord', key)],
          summary: ['sex'],
          related: [{ relation: 'case', fields: ['stage'] }],
        }
        return measured(() => attacked().toAgency('pntl', { as: caseworker, path: '/internal', query, variables: { input } }))
      }
      expect(await asked(hidden)).toEqual(await asked(ABSENT_KEY))
    })
  })

  it('a consent that is withdrawn: the record is like one that was never there, also for who has its id', async () => {
    const as = { as: 'pcic.investigator', purpose: 'INVESTIGATION' } as const
    const { hub } = attacked()
    const { records, mayKnow } = await oracleOf()
    const shown =
      records.find((row) => row.agency === 'fokupers' && row.kind === 'VictimRecord' && mayKnow(row, viewerOf(as)))?.key[0] ?? ''
    const query = 'query ($id: ID!) { victim(id: $id) { __typename records { __typename id ... on VictimRecord { sex } } } }'
    const asked = (key: string) =>
      measured(() => attacked().ask({ query, variables: { id: hubId(hub.keys, 'Victim', { agency: 'fokupers', key }, 'pcic') } }, as))
    const before = await asked(shown)
    expect(JSON.parse(before.text).data.victim.records).toHaveLength(1)
    const shelter = new DatabaseSync(hub.databases.addressFor('fokupers'))
    const given = shelter.prepare("select id from konsentimentu where kodigu_uma_mahon = ? and hatan = 'sin'").all(shown)
    try {
      shelter.prepare("update konsentimentu set hatan = 'dada fali' where kodigu_uma_mahon = ? and hatan = 'sin'").run(shown)
      const [withdrawn, absent] = [await asked(shown), await asked('FK-0000-000')]
      expect(withdrawn).toEqual(absent)
      expect(JSON.parse(withdrawn.text).data).toEqual({ victim: null })
    } finally {
      for (const { id } of given) shelter.prepare("update konsentimentu set hatan = 'sin' where id = ?").run(id ?? null)
      shelter.close()
    }
    expect((await asked(shown)).text).toBe(before.text)
  })

  describe('a list', () => {
    it('says nothing of rows that are hidden: the same nodes, page and places with and without them', async () => {
      const as = { as: 'alfela.lawyer', purpose: 'PROTECTION' } as const
      const client = new pg.Client(attacked().hub.databases.ownerUrl('pgr'))
      await client.connect()
      const query =
        '{ cases(first: 5, filter: { agencies: ["pgr"] }) { nodes { id } edges { node { id } } pageInfo { hasNextPage hasPreviousPage } } }'
      const walk = async () => {
        const got = json(await attacked().ask(query, as))
        return {
          data: got.data,
          sources: got.extensions.sources.map((source: { agency: string; status: string }) => [source.agency, source.status]),
        }
      }
      try {
        const without = await walk()
        expect(without.data.cases.nodes.length).toBeGreaterThan(0)
        await client.query(`insert into "PROCESSO" ("ID_PROC", "NUC", "DT_REGISTO", "CLASSIFICACAO", "TIPO_CRIME", "FASE", "SEGREDO_JUSTICA")
          select 970000 + n, n || '/25.XXXXX', date '2000-01-01' + n, 'TRAFICO DE PESSOAS', "TIPO_CRIME", "FASE", 'S' from "PROCESSO", generate_series(1, 30) n where "ID_PROC" = (select min("ID_PROC") from "PROCESSO")`)
        expect(await walk()).toEqual(without)
      } finally {
        await client.query('delete from "PROCESSO" where "ID_PROC" > 970000')
        await client.end()
      }
    })
  })
}
