import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AttackedHub, json } from './support/attacked-hub.ts'
import { agencyId, hubId } from './support/ids.ts'
import { expectNoLeak } from './support/leaks.ts'

const investigator = { as: 'pcic.investigator', purpose: 'INVESTIGATION' } as const
const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const FIRST = 880_001

/** Texts that somebody has typed into the institutions' own forms, to strike whoever reads them. */
const TYPED: readonly (readonly [string, string])[] = [
  ['a quote that ends a statement', 'x\'; drop table "PROCESSO"; --'],
  ['a comparison that is always true', "' or '1'='1"],
  ['a join to another table', '\' union select "NOME" from "OFENDIDO" --'],
  ['a script', '<script>alert(1)</script>'],
  ['a picture that runs', '<img src=x onerror=alert(1)>'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what an attacker types
  ['a template', '{{constructor.constructor("return process")()}} ${7*7} #{7*7}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what an attacker types
  ['a lookup', '${jndi:ldap://127.0.0.1:9/x}'],
  ['a formula of a spreadsheet', '=HYPERLINK("http://evil.example","x")'],
  ['JSON that ends a text', '"}],"__proto__":{"polluted":1},"x":[{"a":"'],
  ['members of Object.prototype', '__proto__'],
  ['line breaks and a false log line', 'x\r\n{"level":30,"msg":"answered","agency":"pgr"}'],
  ['a right-to-left override', 'Maria\u202e\u2066evil'],
  ['letters that join to others', 'Z\u0351\u036b\u0343a'.repeat(10)],
  ['separators of lines of another kind', 'a\u2028b\u2029c\u0085d'],
  ['escapes', '\\u0000 \\x27 \\\\'],
  ['percents and marks', '%s %n %d ? $1 :a @b'],
]

/** A name as it is read anywhere: the fillers of a passport's line are blanks, blanks are one, and nothing turns the rest round. */
const asName = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll('<<', ', ')
    .replaceAll('<', ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Hostile values in rows: they are values, as they stand, for whom the policy shows them; never code, never somebody else's. */
export function sqlValues(attacked: () => AttackedHub): void {
  const client = (): pg.Client => new pg.Client(attacked().hub.databases.ownerUrl('pgr'))
  const run = async (sql: string, values: readonly unknown[] = []) => {
    const open = client()
    await open.connect()
    return open.query(sql, [...values]).finally(() => open.end())
  }
  const counts = async (): Promise<string> =>
    JSON.stringify(
      (await run('select (select count(*) from "PROCESSO") p, (select count(*) from "OFENDIDO") o, (select count(*) from "ARGUIDO") a'))
        .rows,
    )
  let before = ''

  beforeAll(async () => {
    for (const [index, [, text]] of TYPED.entries()) {
      await run(
        `insert into "PROCESSO" ("ID_PROC", "NUC", "DT_REGISTO", "CLASSIFICACAO", "TIPO_CRIME", "FASE", "MUNICIPIO", "MOTIVO_ARQ", "MAGISTRADO", "SEGREDO_JUSTICA", "N_OFENDIDOS")
         values ($1, $2, '2024-01-01', 'TRAFICO DE PESSOAS', $3, 'INQ', $4, $5, $6, 'N', 1)`,
        [FIRST + index, text.slice(0, 20), text.slice(0, 60), text.slice(0, 20), text.slice(0, 40), text.slice(0, 60)],
      )
      await run('insert into "OFENDIDO" ("ID_OFE", "ID_PROC", "NOME", "SEXO", "PAIS", "SITUACAO") values ($1, $2, $3, $4, $5, $6)', [
        FIRST + index,
        FIRST + index,
        text.slice(0, 120),
        text.slice(0, 1),
        text.slice(0, 30),
        text.slice(0, 20),
      ])
    }
    before = await counts()
  })
  afterAll(async () => {
    await run('delete from "OFENDIDO" where "ID_OFE" >= $1', [FIRST])
    await run('delete from "PROCESSO" where "ID_PROC" >= $1', [FIRST])
  })

  describe.each(TYPED.map(([what, text], index) => [what, text, String(FIRST + index)] as const))('%s', (_what, text, key) => {
    it('in a name is that text for whom it is shown', async () => {
      const id = hubId(attacked().hub.keys, 'Victim', { agency: 'pgr', key }, 'pcic')
      const query =
        'query ($id: ID!) { victim(id: $id) { records { ... on VictimRecord { names { text } sex citizenships gaps { field reason } case { stage municipality archiveReason } } } } }'
      const [record] = json(await attacked().ask({ query, variables: { id } }, investigator)).data.victim.records
      expect(record.names).toEqual([{ text: asName(text.slice(0, 120)) }])
      expect(record.case).toEqual({ stage: record.case.stage, municipality: null, archiveReason: null })
      expect(record.citizenships ?? []).toEqual([])
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    })
    it('in columns of codes is no code, and nothing of it is told', async () => {
      const query =
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PgrCaseRecord { municipality archiveReason offenceAtRegistration nuc gaps { field reason } } } }'
      const r = [{ __typename: 'PgrCaseRecord', id: agencyId(attacked().hub.keys, 'pgr', 'CaseRecord', key) }]
      const got = await attacked().toAgency('pgr', { as: investigator, query, variables: { r } })
      const [record] = json(got).data._entities
      expect(record).toMatchObject({ municipality: null, archiveReason: null, nuc: null })
      expect(record.gaps).toContainEqual({ field: 'municipality', reason: 'UNMAPPED' })
      expectNoLeak(got.text)
    })
  })

  it('changes nothing in the database', async () => expect(await counts()).toBe(before))
  it('does not keep a list from being read to its end', async () => {
    const query =
      'query ($after: String) { cases(first: 100, after: $after, filter: { agencies: ["pgr"] }) { nodes { id records { __typename id } } pageInfo { hasNextPage endCursor } } }'
    const got = json(await attacked().ask({ query }, investigator))
    expect(got.errors).toBeUndefined()
    expect(got.extensions.complete).toBe(true)
    expect(got.data.cases.nodes.length).toBeGreaterThan(TYPED.length)
  })

  it.each<[string, string]>([
    ['the end of time', "'infinity'"],
    ['the beginning of time', "'-infinity'"],
    ['a year before Christ', "'0044-03-15 BC'"],
    ['a year of five digits', "'12025-01-01'"],
    ['the first day of all', "'0001-01-01'"],
  ])('a date that is %s is a date or not recorded, and breaks no order', async (_what, date) => {
    await run(`update "PROCESSO" set "DT_REGISTO" = ${date}::date, "DT_ACUSACAO" = ${date}::date where "ID_PROC" = $1`, [FIRST])
    const query =
      '{ cases(first: 100, filter: { agencies: ["pgr"] }, orderBy: { field: registeredDate, direction: ASC }) { nodes { records { ... on PgrCaseRecord { id registeredDate chargedDate } } timeline { date } } } }'
    const got = json(await attacked().ask({ query }, commissioner))
    expect(got.extensions.sources.find(({ agency }: { agency: string }) => agency === 'pgr').status).toBe('OK')
    const dates = got.data.cases.nodes.flatMap((node: { records: { registeredDate?: string }[] }) =>
      node.records.map(({ registeredDate }) => registeredDate ?? null),
    )
    expect(dates.length).toBeGreaterThan(TYPED.length)
    for (const shown of dates) if (shown !== null) expect(shown).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  })
}
