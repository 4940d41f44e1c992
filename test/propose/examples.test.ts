import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileAgency, describeFolder, loadAgencyFolder, openEngine, propose, type RecordRow } from '../../adapters/index.ts'
import { accessFor, LimitsSchema, type RecordKindName, type Viewer, vocabulary } from '../../schema/index.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const EXAMPLES = join(ROOT, 'examples', 'databases')
const DATA = {
  students: join(ROOT, 'node_modules', 'students-affairs-system', 'server'),
  'bank-clients': join(EXAMPLES, 'bank-clients', 'data'),
} as const
type Example = keyof typeof DATA

const RUN = { signal: AbortSignal.timeout(60_000), timeoutMs: 20_000 }

/** Records of a kind as a viewer sees them, under the folder's own policy. */
const read = async (example: Example, kind: RecordKindName, viewer: Viewer): Promise<readonly RecordRow[]> => {
  const model = await loadAgencyFolder(join(EXAMPLES, example))
  const engine = await openEngine(
    model.source,
    model.limits,
    { STUDENTS_FOLDER: DATA.students, BANK_CLIENTS_FOLDER: DATA['bank-clients'] },
    model.agency,
  )
  try {
    const record = model.records.get(kind)
    const access = (of: RecordKindName) => accessFor(model.policy, vocabulary, of, viewer, '2026-01-01')
    const query = {
      kind,
      fields: [...(record?.fields.keys() ?? [])],
      parents: [...(record?.parents.keys() ?? [])],
      selection: { by: 'page', filter: [], isDescending: false, isBackward: false },
      access: access(kind),
      accessOf: access,
      viewer,
      withLinkNuc: false,
    } as const
    return await compileAgency(model, engine).prepare(query).run({ today: '2026-01-01', first: 200 }, RUN)
  } finally {
    await engine.close()
  }
}
const own = (agency: Example): Viewer => ({ agency, roles: ['case-officer'], purpose: 'PROTECTION' })
const stranger: Viewer = { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' }

describe('examples/databases', () => {
  it.each(['students', 'bank-clients'] as const)('init finds the persons of %s by itself', async (example) => {
    const { tables } = await describeFolder(DATA[example])
    const engine = await openEngine(
      { engine: 'files', folderEnv: 'DATA', timezone: 'Asia/Dili', tables: { ...tables } },
      LimitsSchema.parse({}),
      { DATA: DATA[example] },
    )
    const proposal = propose(await engine.introspect(RUN))
    await engine.close()

    expect(proposal.records.map(({ kind, table }) => [kind, table.name])).toEqual([
      ['VictimRecord', example === 'students' ? 'students' : 'bank_data_nice'],
    ])
    expect(proposal.records[0]?.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(['names', 'age']))
    expect(proposal.records[0]?.todo).toContain('say whether these are the persons meant at all')
  })

  it.each([
    ['students', 'VictimRecord', 30],
    ['students', 'PerpetratorRecord', 20],
    ['students', 'ProceedingRecord', 20],
    ['bank-clients', 'VictimRecord', 46],
  ] as const)('%s: its own people read %s, and nobody else does', async (example, kind, least) => {
    const [mine, theirs] = [await read(example, kind, own(example)), await read(example, kind, stranger)]

    expect(mine.length).toBeGreaterThanOrEqual(least)
    expect(theirs).toEqual([])
  })

  it('an act points to the person inside whose record it stood', async () => {
    const people = new Set((await read('students', 'PerpetratorRecord', own('students'))).map(({ key }) => key))
    const acts = await read('students', 'ProceedingRecord', own('students'))

    expect(acts.every(({ parents: [parent] }) => parent === null || (parent !== undefined && people.has(parent)))).toBe(true)
    expect(acts.some(({ parents: [parent] }) => parent !== null)).toBe(true)
  })

  it('a code without a counterpart is told apart from an empty cell', async () => {
    const model = await loadAgencyFolder(join(EXAMPLES, 'bank-clients'))
    const at = [...(model.records.get('VictimRecord')?.fields.keys() ?? [])].indexOf('education')
    const rows = await read('bank-clients', 'VictimRecord', own('bank-clients'))

    expect(new Set(rows.map(({ cells, gaps }) => cells[at] ?? gaps[at]))).toEqual(new Set(['1', '5', 'UNMAPPED']))
  })
})
