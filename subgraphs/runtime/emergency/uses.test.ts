import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HubError } from '../../../schema/index.ts'
import { openStatementUses, type StatementUse } from './uses.ts'

const NOW = 1_800_000_000
const use = (of: Partial<StatementUse> = {}): StatementUse => ({ statement: 's-1', expires: NOW + 600, request: 'r-1', most: 1, ...of })
const silently = async (): Promise<void> => undefined

describe('the uses of statements', () => {
  let folder = ''
  let path = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tip-uses-'))
    path = join(folder, 'state', 'uses.jsonl')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('counts a question once for all calls of it, and no question more than it may', async () => {
    const uses = await openStatementUses(path, NOW)
    const told: number[] = []
    const take = (request: string) => uses.take(use({ request, most: 2 }), NOW, async (question) => void told.push(question))

    expect([await take('r-1'), await take('r-1'), await take('r-2'), await take('r-3'), await take('r-2')]).toEqual([
      'taken',
      'taken',
      'taken',
      'spent',
      'taken',
    ])
    expect(told).toEqual([1, 2])
    await uses.close()
  })

  it('lets one of many questions at once be the last', async () => {
    const uses = await openStatementUses(path, NOW)
    const all = await Promise.all(Array.from({ length: 20 }, (_, at) => uses.take(use({ request: `r-${at}` }), NOW, silently)))
    expect(all.filter((taken) => taken === 'taken')).toHaveLength(1)
    await uses.close()
  })

  it('takes the id of a question for another one once a signed call of it can live no more', async () => {
    const uses = await openStatementUses(path, NOW)
    expect(await uses.take(use(), NOW, silently)).toBe('taken')
    expect(await uses.take(use(), NOW + 60, silently)).toBe('taken')
    expect(await uses.take(use(), NOW + 61, silently)).toBe('spent')
    await uses.close()
  })

  it('remembers over a restart, and forgets what has expired', async () => {
    const before = await openStatementUses(path, NOW)
    await before.take(use(), NOW, silently)
    await before.take(use({ statement: 's-2', expires: NOW + 60 }), NOW, silently)
    await before.close()

    const after = await openStatementUses(path, NOW + 120)
    expect(await after.take(use({ request: 'r-2' }), NOW + 120, silently)).toBe('spent')
    expect(await readFile(path, 'utf8')).not.toContain('s-2')
    await after.close()
  })

  it('is not brought back to life by a clock that is put back', async () => {
    const before = await openStatementUses(path, NOW + 5_000)
    await before.take(use({ expires: NOW + 5_600 }), NOW + 5_000, silently)
    await before.close()

    const after = await openStatementUses(path, NOW)
    expect(after.latest).toBe(NOW + 5_000)
    await after.close()
  })

  it('refuses when it is full of statements that are in force, and makes room of those that are not', async () => {
    const uses = await openStatementUses(path, NOW, 2)
    await uses.take(use({ statement: 's-1', expires: NOW + 10 }), NOW, silently)
    await uses.take(use({ statement: 's-2' }), NOW, silently)

    expect(await uses.take(use({ statement: 's-3' }), NOW, silently)).toBe('full')
    expect(await uses.take(use({ statement: 's-2' }), NOW, silently)).toBe('taken')
    expect(await uses.take(use({ statement: 's-3' }), NOW + 11, silently)).toBe('taken')
    await uses.close()
  })

  it('lets no call of a question through of which the owner could not be told', async () => {
    const uses = await openStatementUses(path, NOW)
    const failing = () => Promise.reject(new HubError('EVIDENCE_UNAVAILABLE'))

    await expect(uses.take(use(), NOW, failing)).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
    await expect(uses.take(use(), NOW, silently)).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
    await uses.close()
  })

  it('leaves out a line that a crash cut short: nothing was opened by it', async () => {
    const before = await openStatementUses(path, NOW)
    await before.take(use({ statement: 's-2' }), NOW, silently)
    await before.close()
    await appendFile(path, '{"at":1800000000,"statement":"s-1"')

    const after = await openStatementUses(path, NOW)
    expect(await after.take(use(), NOW, silently)).toBe('taken')
    expect(await after.take(use({ statement: 's-2', request: 'r-2' }), NOW, silently)).toBe('spent')
    await after.close()
  })

  it.each(['not a line of it', '{"at":-1}', '{"__proto__":{"latest":1}}', '{"latest":1,"more":2}'])(
    'does not open over %s: nobody would know what is spent',
    async (line) => {
      await (await openStatementUses(path, NOW)).close()
      await writeFile(path, `${line}\n`)
      await expect(openStatementUses(path, NOW)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    },
  )
})
