import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPseudonyms, type EvidenceEntry } from './entry.ts'
import { openFileLog } from './file-log.ts'

const entry = (requestId: string): EvidenceEntry => ({
  at: '2025-06-01T00:00:00.000Z',
  agency: 'pntl',
  requestId,
  document: 'digest',
  policyVersion: 1,
  fields: ['VictimRecord.sex'],
  rules: ['PNTL-01'],
  rows: { VictimRecord: 2 },
  statements: 1,
  errors: [],
})

describe('the evidence file', () => {
  let folder = ''
  let path = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tip-evidence-'))
    path = join(folder, 'deep', 'log.jsonl')
  })
  afterEach(() => rm(folder, { recursive: true }))
  const lines = async () => (await readFile(path, 'utf8')).split('\n')

  it('holds each entry, in order, when its append is done', async () => {
    const log = await openFileLog(path)

    await Promise.all(Array.from({ length: 200 }, (_, at) => log.append(entry(`request-${at}`))))

    const read = (await lines()).slice(0, -1).map((line): unknown => JSON.parse(line))
    expect(read).toEqual(Array.from({ length: 200 }, (_, at) => entry(`request-${at}`)))
    await log.close()
  })

  it('goes on behind what an earlier process wrote, half a line included', async () => {
    const first = await openFileLog(path)
    await first.append(entry('request-1'))
    await first.close()
    await appendFile(path, '{"at":"2025')

    const second = await openFileLog(path)
    await second.append(entry('request-2'))
    await second.close()

    expect(await lines()).toEqual([JSON.stringify(entry('request-1')), '{"at":"2025', JSON.stringify(entry('request-2')), ''])
  })

  it('is readable by its owner only', async () => {
    const log = await openFileLog(path)
    await log.close()

    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it('takes nothing once it is closed', async () => {
    const log = await openFileLog(path)
    await log.close()

    await expect(log.append(entry('request-1'))).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
  })

  it('says so where it cannot be opened', async () => {
    await writeFile(join(folder, 'deep'), 'a file, not a folder')

    await expect(openFileLog(path)).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
  })
})

describe('pseudonyms', () => {
  it('are the same for the same account and agency, and for nobody else', () => {
    const [one, other] = [1, 2].map((byte) => createPseudonyms(new Uint8Array(32).fill(byte)))

    expect(one?.('account-7')).toBe(createPseudonyms(new Uint8Array(32).fill(1))('account-7'))
    expect(one?.('account-7')).not.toBe(one?.('account-8'))
    expect(one?.('account-7')).not.toBe(other?.('account-7'))
  })
})
