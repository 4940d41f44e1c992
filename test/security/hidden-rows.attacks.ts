import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { findPerson } from '../../demo/people/people.ts'
import type { RecordRef } from '../../demo/world/index.ts'
import type { As } from '../support/ask.ts'
import { createTruthOracle, type TruthOracle } from '../support/truth-oracle.ts'
import { type AttackedHub, json } from './support/attacked-hub.ts'
import { agencyId, hubId } from './support/ids.ts'

const lawyer: As = { as: 'alfela.lawyer', purpose: 'PROTECTION' }
const analyst: As = { as: 'klatu.analyst', purpose: 'OVERSIGHT' }
const RECIPIENTS: readonly (readonly [As, readonly string[]])[] = [
  [{ as: 'mssi.caseworker', purpose: 'PROTECTION' }, ['mssi', 'mssi-adults']],
  [{ as: 'fokupers.caseworker', purpose: 'PROTECTION' }, ['fokupers']],
  [{ as: 'pradet.counsellor', purpose: 'PROTECTION' }, ['pradet']],
  [lawyer, ['alfela']],
]

interface Referral {
  readonly __typename: string
  readonly toAgency: string | null
}

/** Rows that are hidden, asked after from the side: by arguments, relations, explanations, errors and pages. */
export function hiddenRows(attacked: () => AttackedHub): void {
  let oracle: TruthOracle | undefined
  const oracleOf = async () =>
    (oracle ??= await createTruthOracle(
      attacked().hub.truth,
      new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Dili' }).format(Date.now()),
    ))
  const viewerOf = ({ as, purpose }: As) => {
    const person = findPerson(as)
    return { agency: person?.agency ?? '', roles: person?.roles ?? [], purpose }
  }
  /** Whatever differs by chance between two answers: when it was asked. */
  const told = (text: string): unknown => {
    const { data, errors, extensions } = JSON.parse(text)
    const sources = extensions?.sources?.map(({ agency, status }: { agency: string; status: string }) => [agency, status])
    return { data, errors, sources, complete: extensions?.complete }
  }

  describe.each(RECIPIENTS)('%o, who received a referral from the police', (as, own) => {
    const expectOwn = (referrals: readonly (Referral | null)[]): void => {
      const foreign = referrals.filter(
        (referral) => referral?.__typename === 'PntlReferralRecord' && !own.includes(referral.toAgency ?? ''),
      )
      expect(foreign).toEqual([])
    }
    it('finds no other referral of the person in the list', async () => {
      const got = await attacked().ask('{ referrals(first: 50, filter: { agencies: ["pntl"] }) { nodes { __typename toAgency } } }', as)
      const { data } = json(got)
      const found: readonly Referral[] = data.referrals.nodes
      expect(found.length).toBeGreaterThan(0)
      expectOwn(found)
    })
    it('finds no other referral from the victim’s side', async () => {
      const { data } = json(
        await attacked().ask(
          '{ victims(first: 50, filter: { agencies: ["pntl"] }) { nodes { records { ... on PntlVictimRecord { referrals { __typename toAgency } } } } } }',
          as,
        ),
      )
      const found = data.victims.nodes
        .flatMap(({ records }: { records: readonly { referrals?: readonly Referral[] | null }[] }) => records)
        .flatMap(({ referrals }: { referrals?: readonly Referral[] | null }) => referrals ?? [])
      expect(found.length).toBeGreaterThan(0)
      expectOwn(found)
    })
    it('gets nothing of another one by its id, of the agency itself, whichever way it answers', async () => {
      const { records, mayKnow } = await oracleOf()
      const others = records.filter(
        (record) => record.agency === 'pntl' && record.kind === 'ReferralRecord' && !own.includes(String(record.fields.toAgency)),
      )
      const r = others.slice(0, 40).map(({ key }) => ({
        __typename: 'PntlReferralRecord',
        id: agencyId(attacked().hub.keys, 'pntl', 'ReferralRecord', key[0] ?? ''),
      }))
      const selection = '_entities(representations: $r) { ... on PntlReferralRecord { id toAgency status victim { id } gaps { field } } }'
      // The second is none that is compiled: graphql-js answers it, behind the second lock.
      for (const query of [`query ($r: [_Any!]!) { ${selection} }`, `query ($r: [_Any!]!) { ${selection} _service { __typename } }`]) {
        const got = json(await attacked().toAgency('pntl', { as, query, variables: { r } }))
        expect(got.errors).toBeUndefined()
        expect(got.data._entities).toEqual(r.map(() => null))
      }
      expect(others.every((record) => !mayKnow(record, viewerOf(as)))).toBe(true)
      expect(r.length).toBeGreaterThan(5)
    })
  })

  describe('a row that is hidden from whoever asks', () => {
    /** Answers before and while the prosecution holds 30 more secret inquiries, made by this SELECT of columns. */
    const unmoved = async (columns: string, ask: () => Promise<unknown>): Promise<void> => {
      const client = new pg.Client(attacked().hub.databases.ownerUrl('pgr'))
      await client.connect()
      try {
        const before = await ask()
        expect(JSON.stringify(before).length).toBeGreaterThan(100)
        await client.query(`insert into "PROCESSO" ("ID_PROC", "NUC", "DT_REGISTO", "CLASSIFICACAO", "TIPO_CRIME", "FASE", "MUNICIPIO", "SEGREDO_JUSTICA")
          select 970000 + n, ${columns}, 'S' from "PROCESSO" p, generate_series(1, 30) n
          where p."ID_PROC" = (select min("ID_PROC") from "PROCESSO" where "SEGREDO_JUSTICA" = 'N' and "CLASSIFICACAO" = 'TRAFICO DE PESSOAS')`)
        expect(await ask()).toEqual(before)
      } finally {
        await client.query('delete from "PROCESSO" where "ID_PROC" > 970000')
        await client.end()
      }
    }
    // The number is unique as it is written; with a blank before it, it is the same number.
    const AS_FIRST = `case when n = 1 then ' ' || p."NUC" else n || '/25.XXXXX' end, p."DT_REGISTO", p."CLASSIFICACAO", p."TIPO_CRIME", p."FASE", p."MUNICIPIO"`
    const asked = (query: string, as: As) => async () => told((await attacked().ask(query, as)).text)

    it('under the number of an open one joins nothing, disputes nothing and raises no issue', () =>
      unmoved(
        AS_FIRST,
        asked(
          '{ cases(first: 20, filter: { agencies: ["pgr"] }) { nodes { id records { __typename id } issues { code } discrepancies { field } timeline { date } stage { value basis } } pageInfo { hasNextPage } } }',
          lawyer,
        ),
      ))
    it('moves no page, from the front or from behind', () =>
      unmoved(`null, date '1990-01-01' + n, p."CLASSIFICACAO", p."TIPO_CRIME", p."FASE", p."MUNICIPIO"`, async () => [
        await asked(
          '{ cases(first: 3, orderBy: { field: registeredDate, direction: ASC }, filter: { agencies: ["pgr"] }) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }',
          lawyer,
        )(),
        await asked(
          '{ cases(last: 3, orderBy: { field: registeredDate, direction: DESC }, filter: { agencies: ["pgr"] }) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }',
          lawyer,
        )(),
      ]))
    it('whose cells nobody could read is no error and no gap', () =>
      unmoved(
        `n || E'\\u202e);--', null, p."CLASSIFICACAO", repeat('x', 40), 'ZZ', repeat('?', 20)`,
        asked(
          '{ cases(first: 20, filter: { agencies: ["pgr"] }) { nodes { records { __typename ... on CaseRecord { nuc stage gaps { field reason } } } } } }',
          lawyer,
        ),
      ))
    it('is in no answer of permissions and explain: they know rules and no rows', () =>
      unmoved(
        AS_FIRST,
        asked(
          '{ explain(coordinate: "CaseRecord.nuc", agency: "pgr") { __typename } permissions(agencies: ["pgr"]) { __typename } me { agency } cases(first: 1) { nodes { id } } }',
          lawyer,
        ),
      ))
    it('matches no filter on what is shown of others, and costs no more statements', async () => {
      const count = async (): Promise<number> => {
        const from = attacked().logs.length
        await attacked().ask('{ cases(first: 5, filter: { agencies: ["pgr"], stage: ["S30"] }) { nodes { id } } }', lawyer)
        const lines = attacked().logs.slice(from)
        return lines.map((line) => JSON.parse(line)).reduce((sum, { statements = 0 }) => sum + Number(statements), 0)
      }
      await unmoved(AS_FIRST, async () => ({
        statements: await count(),
        what: 'the statements of one page, however many rows are hidden behind it, in all agencies',
      }))
    })
  })

  it('a day is no probe for records whose day is withheld: nobody under secrecy is found by the date of her identification', async () => {
    const { records, decisionOn } = await oracleOf()
    const withheld = records.filter(
      (record) =>
        record.agency === 'pcic' &&
        record.kind === 'VictimRecord' &&
        typeof record.fields.identifiedDate === 'string' &&
        decisionOn(record, 'identifiedDate', viewerOf(analyst)).effect === 'withheld',
    )
    expect(withheld.length).toBeGreaterThan(0)
    for (const { key, fields } of withheld.slice(0, 10)) {
      const day = String(fields.identifiedDate)
      const { data } = json(
        await attacked().ask(
          {
            query:
              'query ($day: IsoDate!) { victims(first: 50, filter: { agencies: ["pcic"], identifiedDate: { from: $day, to: $day } }) { nodes { records { id } } } }',
            variables: { day },
          },
          analyst,
        ),
      )
      const id = agencyId(attacked().hub.keys, 'pcic', 'VictimRecord', key[0] ?? '')
      expect(JSON.stringify(data)).not.toContain(id)
    }
  })

  it('an agency that is down is told of whatever id is asked for: the id names nobody', async () => {
    const { hub, ask } = attacked()
    const id = (ref: Pick<RecordRef, 'agency'> & { readonly key: string }) => hubId(hub.keys, 'Victim', ref, 'pcic')
    const ids = [
      id({ agency: 'mssi', key: '1' }),
      id({ agency: 'fokupers', key: 'FK-0000-000' }),
      id({ agency: 'pntl', key: '98765' }),
      'garbled',
    ]
    const investigator: As = { as: 'pcic.investigator', purpose: 'INVESTIGATION' }
    const sourcesOf = async (of: string) =>
      json(
        await ask({ query: 'query ($id: ID!) { victim(id: $id) { __typename } }', variables: { id: of } }, investigator),
      ).extensions.sources.map(({ agency, status }: { agency: string; status: string }) => `${agency} ${status}`)
    const isDown = async () => (await sourcesOf('garbled')).includes('fokupers UNAVAILABLE')
    await hub.adapters.stop('fokupers')
    try {
      await expect.poll(isDown, { timeout: 30_000 }).toBe(true)
      const [first, ...others] = await Promise.all(ids.map(sourcesOf))
      for (const other of others) expect(other).toEqual(first)
    } finally {
      await hub.adapters.start('fokupers')
      await expect.poll(isDown, { timeout: 30_000 }).toBe(false)
    }
  }, 90_000)
}
