import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadAgencyFolder } from './load-agency.ts'

const WHOLE = new URL('../test/contract/agency/', import.meta.url).pathname
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-agency-'))
  await cp(WHOLE, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const rewrite = async (change: (text: string) => string): Promise<void> => {
  const path = join(folder, 'agency.yaml')
  await writeFile(path, change(await readFile(path, 'utf8')))
}
const refusal = () =>
  loadAgencyFolder(folder).then(
    () => 'accepted',
    (error: { code: string; message: string }) => `${error.code} ${error.message}`,
  )

describe('loadAgencyFolder', () => {
  it('reads a folder into a model', async () => {
    const model = await loadAgencyFolder(folder)

    expect([...model.records.keys()]).toEqual(['CaseRecord', 'VictimRecord', 'ReferralRecord', 'ServiceRecord'])
    expect(model.limits).toMatchObject({ rows: 50, keys: 100, pool: 4, statementMs: 2_000 })
  })

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'aliases, which multiply',
      (text) => text.replace('nulls: [', 'nulls: &bomb [').replace('filter: []', 'filter: *bomb'),
      /agency\.yaml:\d+: uses an anchor or alias/,
    ],
    ['a repeated key', (text) => text.replace('agency: pntl', 'agency: pntl\nagency: pgr'), /agency\.yaml:3: repeats a key/],
    ['a prototype key', (text) => `${text}\n__proto__: { a: 1 }\n`, /uses a name that is reserved/],
    ['broken syntax', (text) => `${text}\n  }{`, /agency\.yaml:\d+: is not valid YAML/],
    [
      'a misspelt key, with its line',
      (text) => text.replace('key: id_kazu', 'key: id_kazu\n    keyy: x'),
      /agency\.yaml:\d+ records\.CaseRecord.*keyy/,
    ],
    ['a megabyte of text', (text) => text + '#'.repeat(600_000), /is longer than 500000 characters/],
  ])('refuses %s', async (_what, change, words) => {
    await rewrite(change)

    expect(await refusal()).toMatch(words)
    expect(await refusal()).toMatch(/^MAPPING_INVALID/)
  })

  it('refuses a link out of the folder, a foreign header and a missing file, without naming a path', async () => {
    await rm(join(folder, 'codes/sex.csv'))
    await symlink('/etc/passwd', join(folder, 'codes/sex.csv'))
    await writeFile(join(folder, 'codes/stage.csv'), 'from,to\na,b\n')
    const words = await refusal()

    expect(words).toContain('codes/sex.csv: is not there, or is no plain file')
    expect(words).toContain('codes/stage.csv:1: has another header')
    expect(words).not.toContain(folder)
  })
})
