import { chmod, lstat, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeOwnFolder } from './own-folder.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tip-own-'))
})
afterEach(() => rm(home, { recursive: true }))

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
})
