import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Document } from 'yaml'
import { AgencyFileSchema } from '../../schema/index.ts'
import { loadAgencyFolder } from '../load-agency.ts'
import { CannotMigrate, CURRENT_VERSION, MIGRATIONS, type Migration } from './migrations.ts'
import { planUpgrade } from './plan-upgrade.ts'
import { upgradeFolder } from './upgrade-folder.ts'

const RELEASES = resolve(import.meta.dirname, '../../test/releases')
const released = globSync('v*/*/agency.yaml', { cwd: RELEASES })
  .map((path) => path.replace('/agency.yaml', ''))
  .toSorted()

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-upgrade-test-'))
  await cp(join(RELEASES, 'v1', 'fokupers'), folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Forms that were never released: what a later one might do. */
const renamed: Migration = {
  from: -1,
  what: 'a made-up step: `nulls` gets one more placeholder',
  migrate: (document: Document) => document.addIn(['nulls'], 'NADA'),
}

describe('the forms of the agency file', () => {
  it('lead from the first to the present one without a gap, and the present one is what is read', () => {
    expect(MIGRATIONS.map(({ from }) => from)).toEqual(Array.from({ length: CURRENT_VERSION - 1 }, (_, index) => index + 1))
    expect(AgencyFileSchema.shape.version.value).toBe(CURRENT_VERSION)
  })

  it.each(Array.from({ length: CURRENT_VERSION }, (_, index) => `v${index + 1}`))('of %s are kept as folders that must load', (version) => {
    expect(released.some((path) => path.startsWith(`${version}/`))).toBe(true)
  })

  it.each(released)('%s loads, by way of an upgrade where it is older', async (path) => {
    const copy = join(folder, 'copy')
    await cp(join(RELEASES, path), copy, { recursive: true })

    await upgradeFolder(copy, { isWritten: true })

    await expect(loadAgencyFolder(copy)).resolves.toMatchObject({ agency: expect.any(String) })
  })

  it('are not changed once they are released', async () => {
    const hash = createHash('sha256')
    for (const path of globSync('v1/**/*.{yaml,csv,sql,json}', { cwd: RELEASES }).toSorted())
      hash.update(path).update(await readFile(join(RELEASES, path)))

    expect(hash.digest('hex')).toBe('b674fd5d181a8bf8aa7fe33db2354d76515931c42de88705cee50f90425e948b')
  })
})

describe('an upgrade', () => {
  it('has nothing to do at the present version, and changes nothing', async () => {
    const before = await readdir(folder)

    expect((await upgradeFolder(folder, { isWritten: true })).plan).toEqual({ state: 'current', version: CURRENT_VERSION })
    expect(await readdir(folder)).toEqual(before)
  })

  it('goes step by step, and leaves comments, order and writing as a person left them', () => {
    const text = '# ours\nversion: 1\nagency: x # short\nnulls: ["", N/A]\n\n# why\nname: { en: X, pt: X }\n'
    const steps: Migration[] = [
      { ...renamed, from: 1 },
      {
        from: 2,
        what: 'a made-up step: `agency` becomes `code`',
        migrate: (document) => void document.set('code', document.get('agency')),
      },
    ]

    expect(planUpgrade(text, { migrations: steps, current: 3 })).toEqual({
      state: 'old',
      from: 1,
      to: 3,
      steps: [renamed.what, 'a made-up step: `agency` becomes `code`'],
      text: '# ours\nversion: 3\nagency: x # short\nnulls: [ "", N/A, NADA ]\n\n# why\nname: { en: X, pt: X }\ncode: x\n',
    })
  })

  it('writes nothing unless told to, and nothing that would not load', async () => {
    const before = await readFile(join(folder, 'agency.yaml'), 'utf8')

    const failing = upgradeFolder(folder, { isWritten: true, migrations: [{ ...renamed, from: 1 }], current: 2 })

    // This program reads version 1, so what stands at version 2 does not load.
    await expect(failing).rejects.toMatchObject({ code: 'MAPPING_INVALID' })
    expect(await readFile(join(folder, 'agency.yaml'), 'utf8')).toBe(before)
    expect((await readdir(folder)).filter((name) => name.startsWith('agency.yaml'))).toEqual(['agency.yaml'])
  })

  it('keeps what was there, and writes only when told to', async () => {
    const before = await readFile(join(folder, 'agency.yaml'), 'utf8')
    const tried: string[] = []
    const load = async (copy: string): Promise<void> => void tried.push(await readFile(join(copy, 'agency.yaml'), 'utf8'))
    const options = { migrations: [{ ...renamed, from: 1 }], current: 2, load }

    const shown = await upgradeFolder(folder, options)
    expect(await readFile(join(folder, 'agency.yaml'), 'utf8')).toBe(before)

    const done = await upgradeFolder(folder, { ...options, isWritten: true })

    expect([shown.backup, done.backup]).toEqual([undefined, 'agency.yaml.version-1'])
    expect(await readFile(join(folder, 'agency.yaml.version-1'), 'utf8')).toBe(before)
    const now = await readFile(join(folder, 'agency.yaml'), 'utf8')
    expect(now).toContain('version: 2')
    expect(now).toContain('NADA')
    expect(tried).toEqual([now, now])
    expect(done.plan).toMatchObject({ state: 'old', from: 1, to: 2 })
  })

  it.each([
    ['a newer file', 'version: 9\n', 'install the newer program'],
    ['a file without a version', 'agency: x\n', 'says no version'],
    ['a version that is none', 'version: one\n', 'says no version'],
    ['what is no YAML', 'version: [', 'is not valid YAML'],
    ['what is no map', '- 1\n', 'is not valid YAML'],
  ])('refuses %s in words', (_what, text, problem) => {
    expect(planUpgrade(text)).toEqual({ state: 'impossible', problem: expect.stringContaining(problem) })
  })

  it('stops where only a person can decide, and says where', () => {
    const undecided: Migration = {
      from: 1,
      what: 'x',
      migrate: () => {
        throw new CannotMigrate('records.CaseRecord.key: two columns could be meant; write one')
      },
    }

    expect(planUpgrade('version: 1\n', { migrations: [undecided], current: 2 })).toEqual({
      state: 'impossible',
      problem: 'from version 1 to 2: records.CaseRecord.key: two columns could be meant; write one',
    })
  })
})
