import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkAgency, checkFolder, type Finding, inspectAgencyFolder, takeLock, writeLock } from '../../adapters/index.ts'
import { type OpenSource, openPostgresSource, openSqliteSource } from '../contract/engines.ts'

const WHOLE = new URL('../contract/agency/', import.meta.url).pathname
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-check-'))
  await cp(WHOLE, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const rewrite = async (...changes: readonly (readonly [string, string])[]): Promise<void> => {
  const path = join(folder, 'agency.yaml')
  let text = await readFile(path, 'utf8')
  for (const [from, to] of changes) {
    expect(text).toContain(from)
    text = text.replace(from, to)
  }
  await writeFile(path, text)
}
const told = (findings: readonly Finding[]) => findings.map(({ severity, code, where }) => `${severity} ${code} ${where}`)
const check = async ({ engine }: OpenSource) => {
  const { inspected, findings } = await checkFolder(folder)
  if (!inspected.model) throw new Error(JSON.stringify(inspected.problems))
  const checked = await checkAgency(folder, { ...inspected, model: inspected.model }, engine, {
    signal: AbortSignal.timeout(20_000),
    rows: 100,
  })
  return { ...checked, findings: [...findings, ...checked.findings] }
}

describe('check without a database', () => {
  it('tells a fault of form with line and column, and every fault of the shared language at once', async () => {
    await rewrite(['key: id_kazu\n', 'keyy: id_kazu\n'])
    expect(told((await checkFolder(folder)).findings)).toContainEqual(expect.stringMatching(/^error FILE_INVALID agency\.yaml:\d+/))

    await rewrite(
      ['keyy: id_kazu\n', 'key: id_kazu\n'],
      ['localRef: no_rejistu', 'localReff: no_rejistu'],
      ['sex: { column: sexu, codes: sex }', 'sexx: { column: sexu, codes: sex }'],
    )
    expect(told((await checkFolder(folder)).findings)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^error MAPPING_INVALID agency\.yaml:14:\d+ records\.CaseRecord\.fields\.localReff$/),
        expect.stringMatching(/^error MAPPING_INVALID agency\.yaml:\d+:7 records\.VictimRecord\.fields\.sexx$/),
      ]),
    )
  })

  it('tells what a policy says and cannot mean', async () => {
    await rewrite(
      [
        '  not-secret: { CaseRecord.inquirySecret: false }',
        '  not-secret: { CaseRecord.inquirySecret: false }\n  nobody-asks: { consent: AUT }',
      ],
      [
        '  rules:\n',
        `  rules:
    - { id: PNTL-20, permit: [CaseRecord.court], to: { agencies: [klatu] }, for: [OVERSIGHT], because: not mapped }
    - { id: PNTL-21, permit: [VictimRecord.phone], to: { agencies: [pcic] }, for: [INVESTIGATION], because: forbidden below }
    - { id: PNTL-22, permit: [CaseRecord.localRef], to: { agencies: [pntl] }, for: [INVESTIGATION], because: own records once more }
    - { id: PNTL-23, permit: ["VictimRecord.class<=3"], to: { agencies: [mnec] }, for: [CONSULAR], because: a class }
`,
      ],
    )

    const { findings } = await checkFolder(folder)

    const policy = findings.filter(({ stage }) => stage === 'policy')
    expect(policy.map(({ severity, code, where }) => `${severity} ${code} ${where.replace(/agency\.yaml:\d+:\d+ /, '')}`)).toEqual([
      'warning POLICY_FIELD_NOT_MAPPED policy.rules.PNTL-20',
      'warning POLICY_RULE_SHADOWED policy.rules.PNTL-21',
      'warning POLICY_RULE_COVERED policy.rules.PNTL-22',
      'warning FREE_TEXT_BY_CLASS policy.rules.PNTL-23',
      'warning FREE_TEXT_BY_CLASS policy.rules.PNTL-23',
      'warning CONDITION_UNUSED conditions.nobody-asks',
    ])
    expect(policy[0]?.where).toMatch(/^agency\.yaml:\d+:7 /)
  })

  it('tells a rule that can never open anything, whatever stands in the database', async () => {
    await rewrite([
      '  rules:\n',
      `  rules:
    - { id: PNTL-30, permit: ["ReportedTotal.*"], to: { agencies: [klatu] }, for: [OVERSIGHT], because: none are held }
    - { id: PNTL-31, permit: [CaseRecord.localRef], to: { agencies: [klatu] }, for: [OVERSIGHT], when: { CaseRecord.municipality: [TL-OE] }, because: never said }
    - { id: PNTL-32, permit: [CaseRecord.localRef], to: { agencies: [klatu] }, for: [OVERSIGHT], when: { not: { CaseRecord.municipality: [TL-OE] } }, because: always }
    - { id: PNTL-33, permit: [CaseRecord.localRef], to: { agencies: [mnec] }, for: [CONSULAR], when: { any: [{ CaseRecord.municipality: [TL-OE] }, { involvement: made }] }, because: neither }
`,
    ])

    const never = (await checkFolder(folder)).findings.filter(({ code }) => code === 'POLICY_RULE_NEVER_OPENS').map(({ what }) => what)

    expect(never).toEqual([
      'PNTL-30 can never open anything: nothing of what it names is mapped',
      'PNTL-31 can never open anything: the mapping never says TL-OE of CaseRecord.municipality',
      'PNTL-33 can never open anything: the mapping never says TL-OE of CaseRecord.municipality; no referral of this mapping is ever made by the institutions that it names',
    ])
  })

  it('tells a filter on a field that nobody is shown in full', async () => {
    await rewrite(['permit: ["*.*", CaseRecord.link]', 'permit: [CaseRecord.localRef, CaseRecord.link]'])

    expect((await checkFolder(folder)).findings.map(({ code, what }) => `${code} ${what}`)).toContainEqual(
      expect.stringMatching(/^FILTER_NOT_SHARED CaseRecord\.nuc/),
    )
  })
})

describe('check with a database', () => {
  let sqlite: OpenSource
  let postgres: OpenSource
  beforeAll(async () => {
    const { model } = await inspectAgencyFolder(WHOLE)
    if (!model) throw new Error('the contract folder is broken')
    ;[sqlite, postgres] = await Promise.all([openSqliteSource(model.limits), openPostgresSource(model.limits)])
  }, 60_000)
  afterAll(() => Promise.all([sqlite?.close(), postgres?.close()]))

  it('tells every table and column that is not there, with its place and the nearest name', async () => {
    await rewrite(['munisipiu, codes', 'munisipio, codes'], ['from: servisu', 'from: servisus'], ['key: id_vitima', 'key: id_vitma'])

    const { findings } = await check(sqlite)

    expect(
      findings.filter(({ severity }) => severity === 'error').map(({ code, where, remedy }) => `${code} ${where.split(' ')[1]} ${remedy}`),
    ).toEqual(
      expect.arrayContaining([
        'COLUMN_MISSING records.CaseRecord.fields.municipality did you mean "munisipiu"?',
        'TABLE_MISSING records.ServiceRecord.from did you mean "servisu"?',
        'COLUMN_MISSING records.VictimRecord.key did you mean "id_vitima"?',
      ]),
    )
  })

  it('tells an account that may do more than read what is mapped', async () => {
    expect((await check(postgres)).findings.filter(({ stage }) => stage === 'connection').map(({ code }) => code)).toEqual([
      'ROLE_IS_SUPERUSER',
      'ROLE_CAN_WRITE',
    ])
  })

  it('tells a date that is none of the database, and one that is, read by another form', async () => {
    await rewrite(
      ['reportedDate: { column: data_keixa, date: [dd/MM/yyyy, dd-MM-yy, yyyy] }', 'reportedDate: data_keixa'],
      ['registeredDate: data_rejistu', 'registeredDate: { column: data_rejistu, date: dd/MM/yyyy }'],
    )

    expect((await check(postgres)).findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['COLUMN_NO_DATE', 'DATE_FORM_UNFIT']))
  })

  it('tells values that cannot be read, keys that stand twice and pointers that lead nowhere, and no value', async () => {
    await rewrite(
      ['chargedDate: { column: data_akuza, date: d MMMM yyyy, months: pt }', 'chargedDate: { column: data_keixa, date: yyyy.MM.dd }'],
      ['key: [id_vitima, n]', 'key: id_vitima'],
      ['case: { column: no_rejistu, references: no_rejistu }', 'case: { column: ba, references: no_rejistu }'],
    )

    const { findings } = await check(sqlite)

    expect(findings.filter(({ stage }) => stage === 'data').map(({ severity, code }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining(['error DATES_UNREADABLE', 'error KEY_NOT_UNIQUE', 'error ORPHAN_KEYS']),
    )
    expect(JSON.stringify(findings)).not.toMatch(/Maria|Ximenes|VPU\/1|7000001|14\/03\/2024/)
  })

  it('shows an unmapped code only where it stands often enough to be a code', async () => {
    await sqlite.change(Array.from({ length: 5 }, (_, n) => `insert into vitima (id_vitima, sexu) values (${900 + n}, 'Feto');`).join('\n'))
    await sqlite.change("insert into vitima (id_vitima, sexu) values (990, 'Maria Ximenes, 12')")

    const { findings, unmapped } = await check(sqlite)
    await sqlite.change('delete from vitima where id_vitima >= 900')

    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        code: 'CODES_UNMAPPED',
        what: expect.stringMatching(/^codes that nobody mapped: "Feto" \(5\), \d that stand there less than 5 times$/),
      }),
    )
    expect(unmapped.flatMap(({ codes }) => codes)).toContainEqual({ code: 'Feto', count: 5 })
    expect(JSON.stringify([findings, unmapped])).not.toContain('Maria')
  })

  it('asks for a lock where there is none, and tells what changed since there is one', async () => {
    expect((await check(sqlite)).findings.map(({ code }) => code)).toContain('NO_LOCK')
    const { model } = await inspectAgencyFolder(folder)
    if (!model) throw new Error('the folder is broken')
    await writeLock(folder, await takeLock(model, sqlite.engine, { signal: AbortSignal.timeout(5_000) }))
    expect((await check(sqlite)).findings.map(({ code }) => code)).not.toContain('NO_LOCK')

    await sqlite.change('alter table kazu rename column segredu to segredo')
    const { findings } = await check(sqlite)
    await sqlite.change('alter table kazu rename column segredo to segredu')

    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(
      expect.arrayContaining(['error COLUMN_MISSING', 'error COLUMN_RENAMED', 'warning COLUMN_NEW']),
    )
  })
})
