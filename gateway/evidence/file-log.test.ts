import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPseudonyms, type EvidenceEntry } from './entry.ts'
import { openEvidenceFile } from './file-log.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-evidence-'))
})
afterAll(() => rm(folder, { recursive: true }))

const entry = (requestId: string): EvidenceEntry => ({
  at: '2025-06-01T00:00:00.000Z',
  requestId,
  operation: 'abc',
  fields: [],
  sources: [],
  outcome: 'ANSWERED',
  codes: [],
})
const lines = async (file: string) => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')

describe('the evidence file', () => {
  it('has every entry that was promised, in order, whole, for its owner only', async () => {
    const file = join(folder, 'deep', 'evidence.jsonl')
    const log = await openEvidenceFile(file)

    await Promise.all(Array.from({ length: 200 }, (_, n) => log.append(entry(`r${n}`))))

    expect((await lines(file)).map((line) => JSON.parse(line).requestId)).toEqual(Array.from({ length: 200 }, (_, n) => `r${n}`))
    expect((await stat(file)).mode & 0o077).toBe(0)
    await log.close()
  })

  it('goes on behind what an earlier run wrote, also behind half a line', async () => {
    const file = join(folder, 'killed.jsonl')
    await appendFile(file, '{"requestId":"r0"}\n{"reque')

    const log = await openEvidenceFile(file)
    await log.append(entry('r1'))
    await log.close()

    expect(await lines(file)).toEqual(['{"requestId":"r0"}', '{"reque', JSON.stringify(entry('r1'))])
  })

  it('takes no entry once it cannot write', async () => {
    const log = await openEvidenceFile(join(folder, 'closed.jsonl'))
    await log.close()

    await expect(log.append(entry('r1'))).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
  })

  it('says that it cannot be opened, and not where it is', async () => {
    await appendFile(join(folder, 'no-folder'), '')
    const failed = openEvidenceFile(join(folder, 'no-folder', 'evidence.jsonl'))

    await expect(failed).rejects.toMatchObject({ code: 'EVIDENCE_UNAVAILABLE' })
    await expect(failed).rejects.not.toThrow(/no-folder/)
  })
})

describe('a pseudonym', () => {
  it('is the same for the same person under the same key, and for nobody else', () => {
    const [one, other] = [createPseudonyms(new Uint8Array(32)), createPseudonyms(new Uint8Array(32).fill(1))]

    expect(one('account', 'a')).toBe(one('account', 'a'))
    expect(new Set([one('account', 'a'), one('account', 'b'), one('reason', 'a'), other('account', 'a')]).size).toBe(4)
  })
})
