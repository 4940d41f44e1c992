import { describe, expect, it } from 'vitest'
import { vocabulary } from '../vocabulary/kinds.ts'
import { AgencyFile } from './agency-file.ts'
import { resolveAgencyFile } from './resolve.ts'
import type { CodeMapRow } from './resolve-codes.ts'

const written = {
  version: 1,
  agency: 'pntl',
  name: { en: 'Police', pt: 'Polícia' },
  source: { engine: 'sqlite', pathEnv: 'PNTL_DATABASE' },
  records: {
    CaseRecord: {
      from: 'kazu',
      key: 'id',
      fields: { stage: 'status', registeredDate: 'data', nuc: 'nuc', inquirySecret: 'segredu' },
      filter: ['stage'],
    },
    VictimRecord: {
      from: 'vitima',
      key: ['id', 'no'],
      case: { column: 'id_kazu' },
      fields: { sex: { column: 'sexu', codes: 'sex' }, names: 'naran', birthDate: 'moris' },
    },
  },
  consents: { from: 'konsentimentu', subject: { column: ['id', 'no'] }, scope: { value: 'AUT' }, state: 'estadu' },
  conditions: { open: { 'CaseRecord.inquirySecret': false } },
  policy: {
    version: 3,
    rules: [
      {
        id: 'PNTL-01',
        permit: ['VictimRecord.birthDate'],
        to: { agencies: ['pgr'] },
        for: ['INVESTIGATION'],
        when: { all: ['open', { consent: 'AUT' }] },
        as: { 'VictimRecord.birthDate': 'year' },
        because: 'test',
      },
    ],
  },
}
const row = (source: string, target: string, status = 'approved'): CodeMapRow => ({
  source,
  target,
  status,
  relation: 'exactMatch',
  by: 'A',
  date: '2025-01-01',
  note: '',
})
const SEX = [row('F', 'F'), row('P', 'F'), row('M', 'M'), row('X', 'X', 'proposed')]

type Draft = Record<string, unknown>
/** The file with the value at a dotted path replaced. */
const draft = (path: string, value: unknown): AgencyFile => {
  const copy: unknown = structuredClone(written)
  const steps = path.split('.')
  let node = copy as Draft // a copy of the literal above
  for (const step of steps.slice(0, -1)) node = node[step] as Draft // its objects are plain
  node[steps.at(-1) ?? ''] = value
  return AgencyFile.parse(copy)
}
const resolve = (file: AgencyFile, codes: readonly CodeMapRow[] = SEX) =>
  resolveAgencyFile(file, { codeMaps: new Map([['sex', codes]]), sqlFiles: new Map([['two.sql', 'select 1; drop table x']]) }, vocabulary)
const problemsOf = (file: AgencyFile, codes?: readonly CodeMapRow[]) => {
  const result = resolve(file, codes)
  return 'problems' in result ? result.problems.map(({ path, message, remedy }) => `${path} | ${message} | ${remedy}`) : []
}
const model = () => {
  const result = resolve(AgencyFile.parse(written))
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.model
}

describe('resolveAgencyFile', () => {
  it('gives a plain column the conversion of its field, and only approved codes serve', () => {
    const { records, typePrefix, nulls } = model()
    const readerOf = (kind: 'CaseRecord' | 'VictimRecord', field: string) => records.get(kind)?.fields.get(field)?.reader

    expect(readerOf('CaseRecord', 'registeredDate')).toMatchObject({ column: { convert: { to: 'date', formats: ['native'] } } })
    expect(readerOf('CaseRecord', 'stage')).toMatchObject({ column: { convert: { codes: { isIdentity: true } } } })
    expect(readerOf('VictimRecord', 'names')).toMatchObject({ read: 'names', of: [{ convert: { form: 'full', type: 'CIV' } }] })
    expect(readerOf('VictimRecord', 'sex')).toMatchObject({
      column: {
        convert: {
          codes: {
            toShared: new Map([
              ['F', 'F'],
              ['P', 'F'],
              ['M', 'M'],
            ]),
            toSource: new Map([
              ['F', ['F', 'P']],
              ['M', ['M']],
            ]),
          },
        },
      },
    })
    expect([typePrefix, [...nulls], records.get('VictimRecord')?.parents.get('case')]).toEqual([
      'Pntl',
      [''],
      { kind: 'CaseRecord', columns: ['id_kazu'], references: ['id'] },
    ])
  })

  it('writes conditions out', () => {
    expect(model().policy.rules[0]?.when).toEqual({
      op: 'and',
      of: [
        { op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['false'] },
        { op: 'consent', scope: 'AUT' },
      ],
    })
  })

  it.each<[string, string, unknown, string]>([
    [
      'a field that the vocabulary has not',
      'records.VictimRecord.fields.sexx',
      'sexu',
      'records.VictimRecord.fields.sexx | "sexx" is no field of VictimRecord | did you mean "sex"?',
    ],
    ['another institution than its own', 'institution', 'pgr', 'institution | an adapter of "pgr" has a code that begins with it'],
    ['codes on a date', 'records.CaseRecord.fields.registeredDate', { column: 'data', codes: 'sex' }, 'does not fit a field of type date'],
    [
      'a code file that is not there',
      'records.CaseRecord.fields.stage',
      { column: 'status', codes: 'estagio' },
      'codes/estagio.csv is not there',
    ],
    ['a filter on an unmapped field', 'records.CaseRecord.filter', ['municipality'], '"municipality" is not among the fields mapped'],
    ['a filter on names', 'records.VictimRecord.filter', ['names'], 'holds names or documents'],
    ['a parent of another kind', 'records.CaseRecord.victim', { column: 'x' }, 'CaseRecord has no such relation'],
    ['a key of another length', 'consents.subject', { column: 'id' }, 'names 1 column(s) for 2 there'],
    ['an unmapped field in a condition', 'conditions.open', { 'CaseRecord.municipality': 'TL-DI' }, 'is not mapped by this file'],
    ['a code that is none in a condition', 'conditions.open', { 'CaseRecord.stage': ['S31'] }, 'is no code of the shared list stage'],
    ['a condition that leads back to itself', 'conditions.open', { not: 'open' }, 'leads back to itself'],
    [
      'a broken condition that no rule uses',
      'conditions.later',
      { all: ['open', { 'CaseRecord.stage': ['S31'] }] },
      'conditions.later.all.1.CaseRecord.stage',
    ],
    ['conditions in a circle that no rule uses', 'conditions.later', { any: ['later'] }, 'leads back to itself'],
    [
      'a condition of too many parts',
      'conditions.later',
      { all: Array.from({ length: 501 }, () => 'open') },
      'conditions.later | has more than 500 parts',
    ],
    ['an unknown condition', 'policy.rules.0.when', 'opn', '"opn" is no name under conditions | did you mean "open"?'],
    ['an unknown consent scope', 'policy.rules.0.when', { consent: 'AUTH' }, '"AUTH" is no consent scope | did you mean "AUT"?'],
    ['involvement without referrals', 'policy.rules.0.when', { involvement: 'made' }, 'needs ReferralRecord.fromAgency'],
    ['a coordinate that does not exist', 'policy.rules.0.permit', ['VictimRecord.nuc'], 'is no field of VictimRecord'],
    ['a coarser form that does not fit', 'policy.rules.0.as', { 'VictimRecord.sex': 'year' }, 'cannot be shown as year'],
    ['a rule that stands twice', 'policy.rules', [written.policy.rules[0], written.policy.rules[0]], 'policy.rules.PNTL-01 | stands twice'],
    ['a SELECT file that is not there', 'records.CaseRecord.from', { sql: 'none.sql' }, 'none.sql is not there'],
    ['a second statement', 'records.CaseRecord.from', { sql: 'two.sql' }, 'holds a second statement'],
    [
      'a default that is no code',
      'records.CaseRecord.fields.stage',
      { column: 's', default: 'S00' },
      'is no code of the shared list stage',
    ],
    ['a pattern that may run for ever', 'records.VictimRecord.fields.address', { column: 'a', pattern: '(a+)+$' }, 'nested repetition'],
  ])('names %s', (_what, path, value, problem) => {
    expect(problemsOf(draft(path, value)).join('\n')).toContain(problem)
  })

  it('names an approved code that the shared list has not, and two that disagree', () => {
    const problems = problemsOf(AgencyFile.parse(written), [row('F', 'W'), row('P', 'F'), row('P', 'M')])

    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('codes/sex.csv:2 | "W" is no code of the shared list sex')
    expect(problems[1]).toContain('codes/sex.csv:4 | maps a source code that another approved row maps otherwise')
  })

  it('names a problem once, however many rules lead to it', () => {
    const problems = problemsOf(draft('conditions.open', { 'CaseRecord.municipality': 'TL-DI' }))

    expect(problems).toHaveLength(1)
  })

  it('names all problems at once', () => {
    const file = draft('records.CaseRecord', {
      from: 'kazu',
      key: 'id',
      fields: { stagge: 'a', municipality: { column: 'b', date: 'yyyy' } },
      filter: ['nuc'],
    })

    expect(problemsOf(file).length).toBeGreaterThanOrEqual(4)
  })
})
