import { chmod, lstat, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assertOwnFolder, makeOwnFolder } from './own-folder.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-own-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(home, { recursive: true })
})

describe('a folder of a name that others may guess', () => {
  it('is made, and taken again', async () => {
    await makeOwnFolder(join(home, 'a'))
    await makeOwnFolder(join(home, 'a'))

    expect((await lstat(join(home, 'a'))).isDirectory()).toBe(true)
  })

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['a link that somebody laid there', (folder) => mkdir(`${folder}-elsewhere`).then(() => symlink(`${folder}-elsewhere`, folder))],
    ['open for others to write in', (folder) => mkdir(folder).then(() => chmod(folder, 0o777))],
  ])('is not taken where it is %s', async (_what, prepare) => {
    await prepare(join(home, 'a'))

    await expect(makeOwnFolder(join(home, 'a'))).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it('is not taken where it belongs to another account', async () => {
    await makeOwnFolder(join(home, 'a'))
    const uid = process.getuid?.() ?? 0
    vi.spyOn(process, 'getuid').mockReturnValue(uid + 1)

    await expect(makeOwnFolder(join(home, 'a'))).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })

  it('is made closed where others may not even enter, and not taken where they may', async () => {
    await makeOwnFolder(join(home, 'closed'), 'closed')
    await makeOwnFolder(join(home, 'open'))

    expect((await lstat(join(home, 'closed'))).mode & 0o077).toBe(0)
    await expect(makeOwnFolder(join(home, 'open'), 'closed')).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect(await assertOwnFolder(join(home, 'none'), 'closed')).toBe(false)
  })
})
