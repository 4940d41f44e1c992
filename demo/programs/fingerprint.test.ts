import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

let root: string
const write = async (file: string, text: string): Promise<void> => {
  await writeFile(join(root, file), text)
  await utimes(join(root, file), 1_700_000_000, 1_700_000_000)
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tip-hub-fingerprint-'))
  for (const folder of ['schema', 'platform', 'adapters', 'subgraphs', 'gateway', 'demo']) await mkdir(join(root, folder))
  await write('package-lock.json', '{}')
  await write('schema/kinds.ts', 'export const kinds = 1')
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('the fingerprint of the sources', () => {
  it('stays while nothing changes, also where a test or a note does', async () => {
    const before = await fingerprint(root)
    await write('schema/kinds.test.ts', 'it')
    await write('schema/NOTES.md', 'a note')

    expect(await fingerprint(root)).toBe(before)
  })

  it.each([
    ['a source is added', () => write('gateway/new.ts', 'export {}')],
    ['a source is longer', () => write('schema/kinds.ts', 'export const kinds = 10')],
    ['a source is as long as before, but newer', () => utimes(join(root, 'schema/kinds.ts'), 1_700_000_001, 1_700_000_001)],
    ['a source is gone', () => rm(join(root, 'schema/kinds.ts'))],
    ['the packages are others', () => write('package-lock.json', '{ }')],
  ])('is another one when %s', async (_what, change) => {
    const before = await fingerprint(root)
    await change()

    expect(await fingerprint(root)).not.toBe(before)
  })
})
