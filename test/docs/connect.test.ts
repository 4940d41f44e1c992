import { generateKeyPairSync } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../cli/program.ts'
import { startTestPostgres } from '../support/postgres.ts'
import { blocksOf } from './pages.ts'

const root = resolve(import.meta.dirname, '../..')
const example = join(root, 'examples/databases/casa-vida')
const page = { path: 'docs/agency/connect.md', text: await readFile(join(root, 'docs/agency/connect.md'), 'utf8') }

/** What the page says that the screen shows, line by line; `…` stands for what was left out. */
const screens = blocksOf(page).filter(({ language, before }) => language === 'text' && before === '<!-- screen -->')

describe('connecting a database as the page says', () => {
  let postgres: Awaited<ReturnType<typeof startTestPostgres>> | undefined
  let home = ''
  let shown = ''
  const codes: (number | undefined)[] = []

  const run = async (...args: readonly string[]): Promise<void> => {
    const log = vi.spyOn(console, 'log').mockImplementation((text: string) => {
      shown += `${text}\n`
    })
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    process.exitCode = undefined
    codes.push(await main(['node', 'tip-hub', ...args]))
    process.exitCode = undefined
    log.mockRestore()
    error.mockRestore()
  }
  const sql = async (url: string, text: string): Promise<void> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    // Many statements sent at once are one transaction, in which no index can be made beside other work.
    await client.query(text.replaceAll('INDEX CONCURRENTLY', 'INDEX')).finally(() => client.end())
  }

  beforeAll(async () => {
    vi.stubEnv('NO_COLOR', '1')
    postgres = await startTestPostgres()
    home = await mkdtemp(join(tmpdir(), 'tip-hub-connect-'))
    const folder = join(home, 'casa-vida')
    await sql(postgres.url, await readFile(join(example, 'database/register.sql'), 'utf8'))
    await run('init', folder, '--agency', 'casa-vida', '--from', postgres.url, '--yes')
    shown = shown.replaceAll(folder, 'agencies/casa-vida')
    await run('check', folder, '--source', postgres.url)

    await rm(folder, { recursive: true })
    await cp(example, folder, { recursive: true })
    await run('grants', folder)
    const start = shown.indexOf('-- Least privilege')
    await sql(postgres.url, `${shown.slice(start)}; alter role tip_hub_casa_vida password 'reader'`)
    const reader = postgres.url.replace(/\/\/[^@]*@/, '//tip_hub_casa_vida:reader@')
    await run('check', folder, '--source', reader, '--write-lock')
    await run(
      'preview',
      folder,
      '--as',
      'mssi:caseworker',
      '--purpose',
      'PROTECTION',
      '--kind',
      'VictimRecord',
      '--rows',
      '2',
      '--source',
      reader,
    )
    await run('test', folder, '--strict')
    const { privateKey } = generateKeyPairSync('ed25519')
    await writeFile(join(home, 'director.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await run('policy', 'sign', folder, '--key', join(home, 'director.pem'))
  }, 240_000)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await postgres?.close()
    await rm(home, { recursive: true, force: true })
  })

  it('ends well at each step', () => expect(codes).toEqual([0, 0, 0, 0, 0, 0, 0]))

  it.each(screens.map(({ text }) => ({ text })))('shows on the screen: $text', ({ text }) => {
    const lines = text.split('\n').filter((line) => line !== '…')

    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(shown).toContain(line.endsWith(' …') ? line.slice(0, -1) : line)
  })

  it('has screens for most of its steps', () => expect(screens.length).toBeGreaterThan(5))
})
