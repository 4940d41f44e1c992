import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.ts'
import { differences } from './expectation.ts'
import { parseCases } from './read-cases.ts'

const FOKUPERS = resolve(import.meta.dirname, '../../subgraphs/agencies/fokupers')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-cases-'))
  await cp(FOKUPERS, folder, { recursive: true })
  await rm(join(folder, 'cases'), { recursive: true })
  await cp(join(FOKUPERS, 'cases'), join(folder, 'cases-as-they-are'), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const GIVEN = `on: "2025-06-30"
given:
  benefisiariu:
    - { kodigu_uma_mahon: UM-1, naran_kodigu: Rosa, tinan: 16, sexu: F, data_tama: 2024-03-04, tipu_violensia: trafiku }
`
async function test(cases: string, ...flags: readonly string[]) {
  await rm(join(folder, 'cases'), { recursive: true, force: true })
  await cp(join(folder, 'cases-as-they-are'), join(folder, 'cases'), { recursive: true })
  await rm(join(folder, 'cases', 'shelter.yaml'))
  await writeFile(join(folder, 'cases', 'one.yaml'), cases)
  return runCommand('test', folder, ...flags)
}
const aCase = (more: string): string =>
  `${GIVEN}cases:\n  - it: shows what it should\n    as: klatu:analyst\n    for: OVERSIGHT\n    ask: VictimRecord\n${more}`

describe('tip-hub test', () => {
  it('says what was shown where something else was expected, and where the case stands', async () => {
    const { code, out } = await test(aCase('    expect:\n      - { sex: M, withheld: [identifiedDate], names: Rosa }\n'))

    expect(code).toBe(1)
    expect(out).toContain('cases/one.yaml:6')
    expect(out).toContain('record 1: identifiedDate should be withheld, is "2024-03-04"')
    expect(out).toContain('record 1: sex should be "M", is "F"')
    expect(out).toContain('record 1: names should be "Rosa", is withheld')
    expect(out).toContain('0 of 1 cases hold')
  })

  it('names the rules that no case would miss; with --strict that is a no', async () => {
    const holds = aCase('    expect:\n      - { sex: F, withheld: [names] }\n')

    const plain = await test(holds)
    const strict = await test(holds, '--strict', '--json')

    expect(plain.code).toBe(0)
    expect(plain.out).toContain('FOKUPERS-02 is never exercised')
    expect(plain.out).not.toContain('FOKUPERS-01 is never exercised')
    expect(plain.out).toContain('FOKUPERS-01 is never seen to refuse anybody')
    expect(strict.code).toBe(1)
    expect(JSON.parse(strict.out).unproven).toContainEqual({ rule: 'FOKUPERS-03', proves: 'condition' })
  })

  it('fails a case that gives rows to a table or column that is not there', async () => {
    const { code, out } = await test(aCase('    given: { benefisiarios: [{ a: 1 }], benefisiariu: [{ naran: x }] }\n    expect: []\n'))

    expect(code).toBe(1)
    expect(out).toContain(
      'gives rows to "benefisiarios", which the mapping does not read; it reads asistensia, benefisiariu, konsentimentu',
    )
    expect(out).toContain('benefisiariu has no column naran; it has kodigu_uma_mahon')
  })

  it('fails a case that expects a refusal and is answered, and one that is refused and expected an answer', async () => {
    const refused = '    where: { names: Rosa }\n'

    const { out } = await test(
      `${aCase('    refused: FORBIDDEN_ARGUMENT\n')}${aCase(`${refused}    expect: []\n`).slice(GIVEN.length + 'cases:\n'.length)}`,
    )

    expect(out).toContain('should be refused with FORBIDDEN_ARGUMENT, was answered')
    expect(out).toContain('was refused with BAD_ARGUMENT')
  })

  it('refuses a folder without cases, and one that does not exist', async () => {
    await rm(join(folder, 'cases'), { recursive: true, force: true })

    expect(await runCommand('test', folder)).toMatchObject({ code: 2, err: expect.stringContaining('has no cases') })
    expect(await runCommand('test', '/nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('is no agency') })
  })
})

describe('a case file', () => {
  const problemsOf = (text: string) => parseCases(text, 'cases/x.yaml').problems

  it.each([
    ['a misspelt word', aCase('    expects: []\n'), 'cases/x.yaml:6 cases.0: Unrecognized key: "expects"'],
    ['an unknown purpose', aCase('    expect: []\n').replace('OVERSIGHT', 'CURIOSITY'), 'cases/x.yaml:8 cases.0.for:'],
    [
      'somebody without a role',
      aCase('    expect: []\n').replace('klatu:analyst', 'klatu'),
      'cases/x.yaml:7 cases.0.as: is an agency with roles',
    ],
    ['neither records nor a refusal', aCase(''), 'cases/x.yaml:6 cases.0: needs either `expect`'],
    ['both of them', aCase('    expect: []\n    refused: X\n'), 'cases.0: needs either `expect`'],
    ['an alias', `${GIVEN.replace('- {', '- &row {')}    - *row\ncases: []`, 'cases/x.yaml:5: uses an alias'],
    ['what is no YAML', 'on: [', 'cases/x.yaml:1:'],
    ['no day', aCase('    expect: []\n').replace(/^on.*\n/, ''), 'on:'],
  ])('with %s is told where and what', (_what, text, problem) => {
    expect(problemsOf(text).join('\n')).toContain(problem)
  })

  it('takes every cell as it was written', () => {
    const { cases } = parseCases(
      `on: 2025-06-30\ngiven: { t: [{ a: 0012, b: 1.50, c: true, d: null, e: "", f: "null", g: 2024-03-04, h: }] }\n${aCase('    expect: []\n').slice(GIVEN.length)}`,
      'cases/x.yaml',
    )

    expect(cases[0]?.given[0]?.t?.[0]).toEqual({ a: '0012', b: '1.50', c: 'true', d: null, e: '', f: 'null', g: '2024-03-04', h: null })
  })
})

describe('an expectation', () => {
  const record = (values: Readonly<Record<string, unknown>>, gaps = {}) => ({ id: 'x', values, gaps, isLinked: true })
  const expected = (fields: Readonly<Record<string, never> | Record<string, unknown>>) =>
    ({ withheld: [], 'not-recorded': [], unmapped: [], ...fields }) as Parameters<typeof differences>[0][number] // as zod gives it

  it('holds for texts, numbers as text, lists of one as the one, and parts of a value', () => {
    const answered = record(
      { n: 3, yes: true, one: ['A'], two: ['A', 'B'], names: [{ type: 'CIV', text: 'Ana' }], none: null },
      { none: 'NOT_RECORDED' },
    )

    expect(
      differences(
        [expected({ n: '3', yes: 'true', one: 'A', two: ['A', 'B'], names: { type: 'CIV' }, 'not-recorded': ['none'], link: 'yes' })],
        [answered],
      ),
    ).toEqual([])
  })

  it.each([
    ['another order', { two: ['B', 'A'] }, { two: ['A', 'B'] }, {}],
    ['a value for nothing', { a: 'x' }, { a: null }, { a: 'NOT_RECORDED' }],
    ['a blank for a withheld one', { 'not-recorded': ['a'] }, { a: null }, { a: 'WITHHELD' }],
    ['a withheld one for a blank', { withheld: ['a'] }, { a: null }, { a: 'NOT_RECORDED' }],
    ['a field of which nothing is said', {}, { a: 'x' }, {}],
    ['a field that was not asked for', { b: 'x' }, {}, {}],
    ['a join that is not there', { link: 'no' }, {}, {}],
  ])('does not hold for %s', (_what, fields, values, gaps) => {
    expect(differences([expected(fields)], [record(values, gaps)])).toHaveLength(1)
  })

  it('counts records', () => {
    expect(differences([], [record({})])).toEqual(['expected no record, was shown one record'])
  })
})
