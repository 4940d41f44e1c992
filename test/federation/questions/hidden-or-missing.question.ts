import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { NamedRecord } from '../../support/record-refs.ts'
import { refText } from '../../support/truth-oracle.ts'
import { expectedMatter } from './matter.ts'
import { type QuestionWorld, viewerOf } from './world.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const ADDED_CASE = 900_001

interface ListedCases {
  readonly cases: { readonly nodes: readonly { readonly id: string; readonly records: readonly (NamedRecord | null)[] }[] }
}

/** Whether a record is there is private: hidden, gone and never there look the same to the byte. */
export function hiddenOrMissing(world: () => QuestionWorld): void {
  const onProsecution = async (sql: string): Promise<void> => {
    const client = new pg.Client(world().hub.databases.ownerUrl('pgr'))
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  const removeAdded = () => onProsecution(`delete from "PROCESSO" where "ID_PROC" = ${ADDED_CASE}`)
  afterEach(removeAdded)

  const caseById = (id: string) =>
    world().hub.ask<{ case: unknown }>(
      { query: 'query ($id: ID!) { case(id: $id) { id nuc records { __typename id } timeline { date } } }', variables: { id } },
      commissioner,
    )
  const caseIds = async (): Promise<ReadonlyMap<string, string>> => {
    const query = '{ cases(filter: { agencies: ["pgr"] }, first: 100) { nodes { id records { __typename id } } } }'
    const { data } = await world().hub.ask<ListedCases>({ query }, analyst)
    return new Map(
      data.cases.nodes.flatMap(({ id, records }) =>
        records.flatMap((record) => (record ? [[refText(world().refOf(record)), id] as const] : [])),
      ),
    )
  }

  it('answers alike for the id of a hidden case and of one that is gone', async () => {
    await onProsecution(
      `insert into "PROCESSO" ("ID_PROC", "NUC", "DT_REGISTO", "CLASSIFICACAO", "TIPO_CRIME", "FASE", "SEGREDO_JUSTICA")
       select ${ADDED_CASE}, '9876/25.PDDIL', "DT_REGISTO", "CLASSIFICACAO", "TIPO_CRIME", "FASE", 'N'
       from "PROCESSO" where "CLASSIFICACAO" = 'TRAFICO DE PESSOAS' limit 1`,
    )
    const ids = await caseIds()
    const secret = world()
      .hub.truth.groups.filter(({ isSecret }) => isSecret)
      .flatMap(({ cases }) => cases.filter(({ agency }) => agency === 'pgr'))
    const hiddenId = ids.get(secret.map(refText)[0] ?? '')
    const goneId = ids.get(`pgr CaseRecord ${ADDED_CASE}`)
    if (hiddenId === undefined || goneId === undefined) throw new Error('the analyst sees neither of the two cases')
    expect((await caseById(goneId)).data.case).not.toBeNull()
    await removeAdded()

    const [hidden, gone] = [await caseById(hiddenId), await caseById(goneId)]

    expect(hidden.data).toEqual({ case: null })
    expect(gone.text).toBe(hidden.text)
    expect(gone.status).toBe(hidden.status)
  })

  it('answers alike for the number of a secret inquiry and for one that nobody has', async () => {
    const question = await readQuestion('02-one-matter-across-agencies')
    const viewer = viewerOf(commissioner)
    const hidden = world().hub.truth.groups.filter((group) => expectedMatter(group, world().oracle, viewer).refs.length === 0)
    const nobodys = await world().hub.ask<unknown>({ ...question, variables: { nuc: '9998/25.PDDIL' } }, commissioner)

    expect(hidden.length).toBeGreaterThan(0)
    for (const { nuc } of hidden)
      expect((await world().hub.ask<unknown>({ ...question, variables: { nuc } }, commissioner)).text, nuc).toBe(nobodys.text)
  })

  it('answers null for ids that are garbled, of another kind, or of use to another agency only', async () => {
    const ids = await caseIds()
    const [someId = ''] = ids.values()
    const asked = await world().hub.ask<{ victim: unknown; perpetrator: unknown; case: unknown }>(
      {
        query: 'query ($id: ID!, $odd: ID!) { victim(id: $id) { id } perpetrator(id: $id) { id } case(id: $odd) { id } }',
        variables: { id: someId, odd: `${someId.slice(0, -4)}AAAA` },
      },
      commissioner,
    )
    const foreign = await world().hub.ask<{ case: unknown }>(
      { query: 'query ($id: ID!) { case(id: $id) { id } }', variables: { id: someId } },
      { as: 'pcic.investigator', purpose: 'INVESTIGATION' },
    )

    expect(asked.errors).toEqual([])
    expect(asked.data).toEqual({ victim: null, perpetrator: null, case: null })
    expect(foreign.errors).toEqual([])
    expect(foreign.data).toEqual({ case: null })
    expect((await caseById(someId)).data.case).not.toBeNull()
  })
}
