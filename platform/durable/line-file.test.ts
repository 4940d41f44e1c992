import { appendFile, type FileHandle, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLineFile } from './line-file.ts'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-lines-'))
  path = join(folder, 'deep', 'lines')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})
const text = () => readFile(path, 'utf8')

/** The disk takes three bytes of the next write, and then is full. */
async function fillDisk(): Promise<void> {
  const handle = await open(folder)
  const handles: { write(bytes: Buffer, from: number, length: number): Promise<unknown> } = Object.getPrototypeOf(handle)
  await handle.close()
  const { write } = handles
  vi.spyOn(handles, 'write').mockImplementationOnce(async function (this: FileHandle, bytes) {
    await write.call(this, bytes, 0, 3)
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
  })
}
const UNAVAILABLE = { code: 'EVIDENCE_UNAVAILABLE' }

describe('a file of lines', () => {
  it('has every line that was promised, in order, for its owner only', async () => {
    const file = await openLineFile(path)

    await Promise.all(Array.from({ length: 200 }, (_, n) => file.append(`a${n}`, `b${n}`)))

    expect(await text()).toBe(Array.from({ length: 200 }, (_, n) => `a${n}\nb${n}\n`).join(''))
    expect((await stat(path)).mode & 0o077).toBe(0)
    await file.close()
  })

  it('goes on behind half a line of a process that was killed', async () => {
    const first = await openLineFile(path)
    await first.append('one')
    await first.close()
    await appendFile(path, 'tw')

    const second = await openLineFile(path)
    await second.append('three')
    await second.close()

    expect(await text()).toBe('one\ntw\nthree\n')
  })

  it('begins anew where it is told to', async () => {
    const first = await openLineFile(path)
    await first.append('one')
    await first.close()

    const second = await openLineFile(path, { begin: ['two'] })
    await second.append('three')
    await second.close()

    expect(await text()).toBe('two\nthree\n')
  })

  it('refuses what a full disk did not take, ends the half line, and goes on', async () => {
    const file = await openLineFile(path)
    await fillDisk()

    await expect(file.append('refused')).rejects.toMatchObject(UNAVAILABLE)
    await file.append('taken')
    await file.close()

    expect(await text()).toBe('ref\ntaken\n')
  })

  it('takes nothing more behind a failed write where half a line could be one that counts', async () => {
    const file = await openLineFile(path, { afterFailure: 'refuse' })
    await fillDisk()

    await expect(file.append('refused')).rejects.toMatchObject(UNAVAILABLE)
    await expect(file.append('refused too')).rejects.toMatchObject(UNAVAILABLE)
    await file.close()

    expect(await text()).toBe('ref')
  })

  it('takes nothing once it is closed', async () => {
    const file = await openLineFile(path)
    await file.close()

    await expect(file.append('late')).rejects.toMatchObject(UNAVAILABLE)
  })

  it.each([undefined, ['one']])('says that it cannot be opened, and not where it is (begin: %j)', async (begin) => {
    await writeFile(join(folder, 'deep'), 'a file, not a folder')
    const failed = openLineFile(path, begin && { begin })

    await expect(failed).rejects.toMatchObject(UNAVAILABLE)
    await expect(failed).rejects.not.toThrow(/deep/)
  })
})
