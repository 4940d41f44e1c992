import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.ts'
import { lineDiff } from './line-diff.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-upgrade-cli-'))
  await cp(resolve(import.meta.dirname, '../../test/releases/v1/jsmp'), join(folder, 'jsmp'), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('tip-hub upgrade', () => {
  it('says that there is nothing to do', async () => {
    expect(await runCommand('upgrade', join(folder, 'jsmp'))).toMatchObject({ code: 0, out: 'already at version 1, nothing to do' })
    expect(JSON.parse((await runCommand('upgrade', join(folder, 'jsmp'), '--json')).out)).toEqual({
      ok: true,
      state: 'current',
      version: 1,
    })
  })

  it('refuses a folder of a newer program, and one that is none', async () => {
    await writeFile(join(folder, 'agency.yaml'), 'version: 2\n')

    expect(await runCommand('upgrade', folder)).toMatchObject({ code: 1, err: expect.stringContaining('install the newer program') })
    expect(await runCommand('upgrade', '/nowhere')).toMatchObject({ code: 2 })
  })
})

describe('a comparison of lines', () => {
  it('shows what was taken out and put in, with two lines around', () => {
    const before = ['1', '2', '3', 'old', '5', '6', '7', '8', 'gone'].join('\n')
    const after = ['1', '2', '3', 'new', 'more', '5', '6', '7', '8'].join('\n')

    expect(lineDiff(before, after).map(({ sign, text }) => sign + text)).toEqual([
      ' 2',
      ' 3',
      '-old',
      '+new',
      '+more',
      ' 5',
      ' 6',
      ' 7',
      ' 8',
      '-gone',
    ])
  })

  it('is empty where nothing changed', () => {
    expect(lineDiff('a\nb', 'a\nb')).toEqual([])
  })
})
