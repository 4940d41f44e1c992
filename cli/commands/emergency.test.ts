import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareApprovers } from '../../demo/people/approvers.ts'
import { demoHome, prepareHome } from '../../demo/state/home.ts'
import { readEmergencyStatement } from '../../schema/index.ts'
import { runCommand } from '../testing/run-command.ts'

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-emergency-'))
  await prepareHome(demoHome(home))
  await prepareApprovers(demoHome(home))
})
afterAll(() => rm(home, { recursive: true }))

const run = (...words: string[]) => runCommand('emergency', ...words)
const WHO = ['--as', 'pntl.officer', '--purpose', 'PROTECTION', '--of', 'fokupers', '--kind', 'LIFE']
const request = async (...more: string[]): Promise<string> => {
  const file = join(home, 'request.json')
  expect((await run('request', ...WHO, '--fields', 'VictimRecord.names', '--out', file, ...more)).code).toBe(0)
  return file
}

describe('tip-hub emergency request', () => {
  it('writes what is asked for, in words of the closed lists alone', async () => {
    const { code, out } = await run('request', ...WHO, '--fields', 'VictimRecord.names,VictimRecord.class<=1', '--minutes', '20')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      version: 1,
      agency: 'fokupers',
      kind: 'LIFE',
      minutes: 20,
      asker: { iss: expect.any(String), sub: 'pntl.officer', agency: 'pntl', role: 'case-officer', purpose: 'PROTECTION' },
      scope: { coordinates: ['VictimRecord.names', 'VictimRecord.class<=1'] },
    })
  })
  it('says at once where no rule would open it', async () => {
    const { code, err } = await run('request', ...WHO, '--fields', 'VictimRecord.phone')
    expect(code).toBe(1)
    expect(err).toContain('no rule that opens all of this')
  })
  it.each([
    ['--fields', 'names'],
    ['--kind', 'HUSBAND'],
    ['--record', 'VictimRecord'],
    ['--minutes', '0'],
  ])('is used wrongly with %s %s', async (flag, value) => {
    expect((await run('request', ...WHO, '--fields', 'VictimRecord.names', flag, value)).code).toBe(2)
  })
})

describe('tip-hub emergency approve', () => {
  it('shows what it signs, and prints the statement alone', async () => {
    const { code, out, err } = await run(
      ...[
        'approve',
        await request(),
        '--as',
        'fokupers.director',
        '--record',
        'VictimRecord:AXk3',
        '--minutes',
        '10',
        '--yes',
        '--home',
        home,
      ],
    )

    expect(code).toBe(0)
    expect(err).toContain('pntl.officer (pntl, case-officer) for PROTECTION')
    expect(err).toContain('somebody threatens the life or body of the person')
    const statement = readEmergencyStatement(out)
    expect(statement).toMatchObject({ aud: 'fokupers', sub: 'fokupers.director', scope: { record: { kind: 'VictimRecord', id: 'AXk3' } } })
    expect((statement?.exp ?? 0) - (statement?.iat ?? 0)).toBe(600)
  })
  it('takes the key of a real approver, and prints it as the adapter wants it', async () => {
    const pair = generateKeyPairSync('ed25519')
    const [secret, half] = [join(home, 'approver.pem'), join(home, 'approver.pub.pem')]
    await writeFile(secret, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await writeFile(half, pair.publicKey.export({ type: 'spki', format: 'pem' }))
    const who = ['--issuer', 'https://login.example.tl', '--account', '4711']

    const { out } = await run('approve', await request(), '--key', secret, ...who, '--yes')
    const header = JSON.parse(Buffer.from(out.split('.')[0] ?? '', 'base64url').toString())
    const entry = JSON.parse((await run('key', half, ...who, '--agency', 'fokupers')).out)
    expect(entry).toMatchObject({ issuer: 'https://login.example.tl', account: '4711', agency: 'fokupers' })
    expect(header.kid).toBe(entry.key.kid)
  })
  it('signs nothing that the approver asked for, more than was asked, or for another record', async () => {
    const file = await request('--record', 'VictimRecord:AXk3')
    const own = JSON.parse(await readFile(file, 'utf8'))
    const self = join(home, 'self.json')
    await writeFile(self, JSON.stringify({ ...own, asker: { ...own.asker, sub: 'fokupers.director' } }))
    const as = ['--as', 'fokupers.director', '--yes', '--home', home]

    expect(await run('approve', self, ...as)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('another person must approve'),
    })
    expect(await run('approve', file, ...as, '--minutes', '31')).toMatchObject({ code: 2, out: '' })
    expect(await run('approve', file, ...as, '--record', 'VictimRecord:BXk3')).toMatchObject({ code: 2, out: '' })
    expect(await run('approve', file, '--as', 'pntl.officer', '--yes', '--home', home)).toMatchObject({ code: 1, out: '' })
    expect(await run('approve', file, '--as', 'fokupers.director', '--home', home)).toMatchObject({ code: 2, out: '' })
  })
})

describe('tip-hub emergency list', () => {
  it('shows each notice, oldest first, and says of lines that nobody can read', async () => {
    const folder = join(home, 'state', 'emergency', 'fokupers')
    await mkdir(folder, { recursive: true })
    const notice = {
      at: '2026-03-01T02:10:00.000Z',
      agency: 'fokupers',
      statement: 'abcdefghijklmnop',
      kind: 'LIFE',
      asker: { iss: 'i', sub: 'pntl.officer', agency: 'pntl', role: 'case-officer', purpose: 'PROTECTION' },
      approver: { iss: 'i', sub: 'fokupers.director' },
      scope: { coordinates: ['VictimRecord.names'], record: { kind: 'VictimRecord', id: 'AXk3' } },
    }
    const opened = { event: 'opened', ...notice, until: '2026-03-01T02:40:00.000Z', question: 1, of: 1, policyVersion: 7 }
    const lines = [opened, { event: 'refused', ...notice, check: 'spent' }].map((line) => JSON.stringify(line))
    await writeFile(join(folder, 'notices.jsonl'), `${lines.join('\n')}\n`)

    const { code, out } = await run('list', 'fokupers', '--home', home)
    expect(code).toBe(0)
    expect(out).toMatch(/^2026-03-01T02:10:00Z {2}fokupers +OPENED +question 1 of 1, until 02:40 UTC$/m)
    expect(out).toMatch(/^2026-03-01T02:10:00Z {2}fokupers +REFUSED {2}spent$/m)
    expect(out).toContain('pntl.officer (pntl, case-officer, PROTECTION), approved by fokupers.director')

    await writeFile(join(folder, 'notices.jsonl'), `${lines[0]}\n{"event":"opened"}\n`)
    const damaged = await run('list', '--folder', folder, '--json')
    expect(damaged).toMatchObject({ code: 1, err: expect.stringContaining('1 line cannot be read') })
    expect(JSON.parse(damaged.out)).toEqual(opened)
  })
  it('says that there is nothing', async () => {
    expect(await run('list', 'mssi', '--home', home)).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('nothing was opened'),
    })
  })
})
