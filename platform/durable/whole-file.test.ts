import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readIfThere, replaceFile } from './whole-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-whole-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a file that is replaced whole', () => {
  it('is the new text, for its owner only, and nothing is left beside it', async () => {
    const path = join(folder, 'deep', 'state.json')
    await replaceFile(path, 'old and long')
    await replaceFile(path, 'new')

    expect(await readIfThere(path)).toBe('new')
    expect([(await stat(path)).mode & 0o077, (await stat(join(folder, 'deep'))).mode & 0o077]).toEqual([0, 0])
    expect(await readdir(join(folder, 'deep'))).toEqual(['state.json'])
  })

  it('stays as it was where the new text cannot be written', async () => {
    const path = join(folder, 'state.json')
    await replaceFile(path, 'old')
    await mkdir(`${path}.new`)

    await expect(replaceFile(path, 'new')).rejects.toThrow()
    expect(await readIfThere(path)).toBe('old')
  })

  it('is told from none and from one that cannot be read', async () => {
    await writeFile(join(folder, 'a-file'), '')

    expect(await readIfThere(join(folder, 'none'))).toBeUndefined()
    await expect(readIfThere(join(folder, 'a-file', 'below'))).rejects.toThrow()
    await expect(readIfThere(folder)).rejects.toThrow()
  })
})
