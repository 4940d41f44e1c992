import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { main } from '../../cli/program.ts'

const page = await readFile(resolve(import.meta.dirname, '../../docs/agency/policy.md'), 'utf8')

/** The examples of the page: what is written, and the questions with their answers below it. */
const examples = [...page.matchAll(/```yaml\n([^`]+)```\n\n```text\n([^`]+)```/g)].map(([, written = '', asked = '']) => ({
  written,
  answers: [...asked.matchAll(/^(\S+) (\S+) (\S+)\n {2}(.+)$/gm)].map(([, as = '', purpose = '', coordinate = '', text = '']) => ({
    as,
    purpose,
    coordinate,
    text,
  })),
  title:
    page
      .slice(0, page.indexOf(written))
      .match(/^## .+$/gm)
      ?.at(-1) ?? '',
}))

/** An agency that maps all that the examples speak of. */
const AGENCY = `
version: 1
agency: example
name: { en: Example, pt: Exemplo }
source: { engine: sqlite, pathEnv: EXAMPLE_PATH, timezone: Asia/Dili }
records:
  CaseRecord:
    from: cases
    key: id
    fields:
      nuc: { column: nuc, format: nuc }
      stage: { column: stage, codes: "=" }
      inquirySecret: { column: secret, yes: [S], no: [N] }
      reportedDate: { column: reported, date: native }
  VictimRecord:
    from: victims
    key: id
    case: { column: case_id }
    fields:
      names: { column: name, name: full }
      birthDate: { column: born, date: native }
      sex: { column: sex, codes: "=" }
      ageGroup: { column: age_group, codes: "=" }
      phone: phone
  ReferralRecord:
    from: referrals
    key: id
    victim: { column: victim_id }
    fields:
      fromAgency: { column: sender, codes: "=" }
      toAgency: { column: receiver, codes: "=" }
      status: { column: status, codes: "=" }
consents:
  from: consents
  subject: { column: victim_id }
  scope: { column: scope, codes: "=" }
  state: { column: state, codes: "=" }
  until: { column: until, date: native }
`

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-policy-page-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

describe('the page on policies', () => {
  it('has examples, and answers to all of them', () => {
    expect(examples.length).toBeGreaterThan(7)
    expect(examples.filter(({ answers }) => answers.length === 0)).toEqual([])
    expect(page.match(/```yaml\n/g)).toHaveLength(examples.length)
  })

  it.each(examples)('is right under "$title"', async ({ written, answers }) => {
    const { conditions = {}, groups = {}, emergency, rules } = parse(written, { version: '1.2' })
    await writeFile(
      join(folder, 'agency.yaml'),
      stringify(
        { ...parse(AGENCY), conditions, policy: { version: 1, groups, ...(emergency ? { emergency } : {}), rules } },
        { aliasDuplicateObjects: false },
      ),
    )

    for (const { as, purpose, coordinate, text } of answers) {
      const out: string[] = []
      vi.spyOn(console, 'log').mockImplementation((line: unknown) => void out.push(String(line)))
      vi.spyOn(console, 'error').mockImplementation((line: unknown) => void out.push(String(line)))
      await main(['node', 'tip-hub', 'policy', 'explain', '--as', as, '--purpose', purpose, '--agency', folder, coordinate])
      expect(out.join('\n')).toBe(`example      ${text}`)
    }
  })

  it('shows conditions that an agency file may hold', async () => {
    const rows = [...page.matchAll(/^\| `(\{ (?:CaseRecord|consent|involvement).+?\})` +\|/gm)].map(([, condition]) => condition)
    const when = { all: rows.map((row) => parse(row ?? '')) }
    const rule = { id: 'EX-01', permit: ['VictimRecord.sex'], to: { agencies: ['pcic'] }, for: ['INVESTIGATION'], when, because: 'a test' }
    await writeFile(join(folder, 'agency.yaml'), stringify({ ...parse(AGENCY), policy: { version: 1, rules: [rule] } }))
    vi.spyOn(console, 'log').mockImplementation(() => undefined)

    expect(rows).toHaveLength(4)
    expect(
      await main([
        'node',
        'tip-hub',
        'policy',
        'explain',
        '--as',
        'pcic:x',
        '--purpose',
        'INVESTIGATION',
        '--agency',
        folder,
        'VictimRecord.sex',
      ]),
    ).toBe(0)
  })
})
