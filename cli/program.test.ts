import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { demoHome, prepareHome } from '../demo/state/home.ts'
import { demoKeys } from '../demo/state/keys.ts'
import { main } from './program.ts'

let home: string
let out: string[]
let err: string[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-hub-cli-'))
  out = []
  err = []
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void out.push(String(line)))
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void err.push(String(line)))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(home, { recursive: true, force: true })
})

const run = (...args: string[]): Promise<number> => main(['node', 'tip-hub', ...args])
const withKeys = async (): Promise<void> => {
  await prepareHome(demoHome(home))
  await demoKeys(demoHome(home), ['pgr'])
}

describe('tip-hub token', () => {
  it('prints a token for a demo person and nothing else', async () => {
    await withKeys()

    expect(await run('token', 'klatu.analyst', '--purpose', 'OVERSIGHT', '--home', home)).toBe(0)

    expect(err).toEqual([])
    expect(out).toHaveLength(1)
    const [token = ''] = out
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
    const claims = decodeJwt(token)
    expect(claims).toMatchObject({ sub: 'klatu.analyst', agency: 'klatu', roles: ['analyst'], purposes: ['OVERSIGHT'], aud: 'tip-hub' })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(5 * 60)
  })

  it('carries all purposes of the person where none is named, and lives as long as asked', async () => {
    await withKeys()

    expect(await run('token', 'pntl.officer', '--minutes', '30', '--json', '--home', home)).toBe(0)

    const { token, purposes } = JSON.parse(out[0] ?? '')
    expect(purposes).toEqual(['INVESTIGATION', 'PROTECTION'])
    const claims = decodeJwt(token)
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(30 * 60)
  })

  it('lists the people', async () => {
    expect(await run('token', '--list', '--json')).toBe(0)

    const names = JSON.parse(out[0] ?? '').map(({ name }: { name: string }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'klatu.analyst',
        'klatu.commissioner',
        'pntl.officer',
        'pcic.investigator',
        'pgr.prosecutor',
        'migration.officer',
      ]),
    )
    expect(names).toEqual(
      expect.arrayContaining([
        'mssi.caseworker',
        'fokupers.caseworker',
        'alfela.lawyer',
        'mnec.consul',
        'partner.app',
        'ombudsman.auditor',
      ]),
    )
  })

  it.each([
    ['a person that does not exist', ['token', 'nobody.here'], /tip-hub token --list/],
    ['a purpose that the person may not ask for', ['token', 'partner.app', '--purpose', 'OVERSIGHT'], /STATISTICS/],
    ['a purpose that does not exist', ['token', 'partner.app', '--purpose', 'CURIOSITY'], /PROTECTION/],
    ['an option that does not exist', ['token', '--everyone'], /--help/],
    ['a command that does not exist', ['conquer'], /--help/],
  ])('refuses %s as wrong use and says what to do', async (_what, args, words) => {
    expect(await run(...args)).toBe(2)

    expect(err.join('\n')).toMatch(words)
    expect(out).toEqual([])
  })

  it('says how to start a demonstration where none was ever started', async () => {
    expect(await run('token', 'klatu.analyst', '--home', home)).toBe(1)

    expect(err.join('\n')).toMatch(/npm start/)
    expect(out).toEqual([])
  })
})

describe('tip-hub demo', () => {
  it.each([['status'], ['down']])('%s says that nothing runs, and how to start it', async (command) => {
    expect(await run('demo', command, '--home', home)).toBe(1)

    expect(err.join('\n')).toMatch(/npm start/)
  })

  it('refuses a port that is none', async () => {
    expect(await run('demo', 'up', '--port', '80', '--home', home)).toBe(2)

    expect(err.join('\n')).toMatch(/1024/)
  })
})
