import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AgencyDescription } from '../../schema/index.ts'
import { testPolicy, testSdl } from '../server/testing/test-agency.ts'
import { readDescription } from './description.ts'
import { AgencySetting } from './settings.ts'
import { readState, writeState } from './state.ts'

const pgr: AgencyDescription = {
  agency: 'pgr',
  institution: 'pgr',
  typePrefix: 'Pgr',
  name: { en: 'PGR', pt: 'PGR' },
  vocabularyVersion: 1,
  kinds: { CaseRecord: { fields: ['stage'], filter: [], parents: [] } },
  policy: testPolicy('pgr', ['stage']),
  sdl: testSdl('Pgr'),
}

describe('a description', () => {
  it('is read as it was written', () => expect(readDescription('pgr', JSON.parse(JSON.stringify(pgr)))).toEqual(pgr))

  it('may be of an adapter of an institution that runs several', () => {
    const adults = { ...pgr, agency: 'pgr-adults', policy: testPolicy('pgr-adults', ['stage']) }
    expect(readDescription('pgr-adults', adults)).toEqual(adults)
  })

  it.each([
    ['another agency', { ...pgr, agency: 'pntl' }],
    ['an agency whose policy is another’s', { ...pgr, policy: testPolicy('pntl', []) }],
    ['an agency that says it is another institution', { ...pgr, institution: 'pntl' }],
    ['an agency that says it is the beginning of its own code', { ...pgr, institution: 'p' }],
    ['a kind that there is not', { ...pgr, kinds: { SecretRecord: { fields: [], filter: [], parents: [] } } }],
    ['members that nobody knows', { ...pgr, more: 1 }],
    ['a rule with an unknown test', { ...pgr, policy: { ...pgr.policy, rules: [{ ...pgr.policy.rules[0], when: { op: 'maybe' } }] } }],
    ['nothing', null],
    ['a text', 'pgr'],
  ])('of %s is none', (_what, value) => expect(readDescription('pgr', value)).toBeUndefined())
})

describe('the state', () => {
  it('survives a restart, and is nothing where it cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tip-state-'))
    try {
      expect(await readState(folder)).toEqual({ composed: [] })
      await writeState(folder, { composed: [pgr] })
      expect(await readState(folder)).toEqual({ composed: [pgr] })

      const text = await readFile(join(folder, 'agencies.json'), 'utf8')
      await writeFile(join(folder, 'agencies.json'), text.slice(0, 100))
      expect(await readState(folder)).toEqual({ composed: [] })
      await writeFile(join(folder, 'agencies.json'), text.replace('"agency":"pgr"', '"agency":"pntl"'))
      expect(await readState(folder)).toEqual({ composed: [] })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('an agency’s address', () => {
  it.each(['http://127.0.0.1:4101', 'http://localhost:4101/sub', 'http://[::1]:4101'])('may be %s', (url) =>
    expect(AgencySetting.safeParse({ agency: 'pgr', url }).success).toBe(true),
  )
  it.each([
    'http://10.0.0.7:4101',
    'https://pgr.example',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'http://a@127.0.0.1',
    'http://127.0.0.1/?x',
    'pgr',
  ])('may not be %s', (url) => expect(AgencySetting.safeParse({ agency: 'pgr', url }).success).toBe(false))
})
