import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { agencyFileShape } from '../../docs/generate.ts'
import { mappingPage } from '../../docs/pages/mapping.ts'
import { MAPPING_EXAMPLES } from '../../docs/pages/mapping-examples.ts'
import { mappingKeys } from '../../docs/pages/mapping-keys.ts'
import { troubleshootingPage } from '../../docs/pages/troubleshooting.ts'
import { ALARMS, FINDINGS, FIRST_LOOK } from '../../docs/pages/troubleshooting-words.ts'
import { agencyErrors } from '../../schema/errors/agency-errors.ts'
import { HUB_ERRORS } from '../../schema/errors/index.ts'
import { setupErrors } from '../../schema/errors/setup-errors.ts'
import { LOCK_CHANGE_CODES, vocabulary } from '../../schema/index.ts'

const root = resolve(import.meta.dirname, '../..')
const shape = agencyFileShape()
const keys = mappingKeys(shape)

/** Texts in capitals that the program writes as codes in these files. */
const codesIn = (pattern: string, found: RegExp): readonly string[] =>
  globSync(pattern, { cwd: root, exclude: (path) => path.endsWith('.test.ts') })
    .flatMap((path) => [...readFileSync(resolve(root, path), 'utf8').matchAll(found)].map(([, name = '']) => name))
    .filter((name) => name !== 'SCHEMA_MISMATCH') // an error of the database, which is looked for there

describe('the page of the agency file', () => {
  it('has every key, with its meaning and an example', () => {
    const page = mappingPage(shape, vocabulary)

    expect(keys.length).toBeGreaterThan(100)
    expect(keys.filter(({ path, meaning }) => meaning === '' || MAPPING_EXAMPLES[path] === undefined).map(({ path }) => path)).toEqual([])
    expect(Object.keys(MAPPING_EXAMPLES).filter((path) => !keys.some((key) => key.path === path))).toEqual([])
    for (const name of ['urlEnv', 'personsPerDay.perAccount', 'fillDown', 'precision.codes', 'rules[].because'])
      expect(page).toContain(`| \`${name}\``)
  })

  it.each(keys.map(({ path, shapes }) => ({ path, shapes })))('has an example of $path that the schema takes', ({ path, shapes }) => {
    // zod reads back what it wrote; the definitions of conditions come along.
    const accepts = shapes.some(
      (form) => z.fromJSONSchema({ ...form, $defs: shape.$defs } as never).safeParse(parse(MAPPING_EXAMPLES[path] ?? '')).success,
    ) // a schema that zod made

    expect(accepts).toBe(true)
  })
})

describe('the page for when something is wrong', () => {
  const page = troubleshootingPage(HUB_ERRORS)

  it('tells what to look at first for every error of an agency and of a start', () => {
    expect(Object.keys(FIRST_LOOK).toSorted()).toEqual([...Object.keys(agencyErrors), ...Object.keys(setupErrors)].toSorted())
    for (const name of Object.keys(FIRST_LOOK)) expect(page).toContain(`| \`${name}\``)
  })

  it('has every finding of check', () => {
    const written = [
      ...codesIn('adapters/check/*.ts', /'([A-Z]+(?:_[A-Z]+)+)'/g),
      ...codesIn('schema/policy/check/*.ts', /code: '([A-Z_]+)'/g),
    ]

    expect(Object.keys(FINDINGS).toSorted()).toEqual([...new Set(written)].toSorted())
    for (const name of LOCK_CHANGE_CODES) expect(page).toContain(`| \`${name}\``)
  })

  it('has every alarm of the adapter', () => {
    const written = [
      ...codesIn('subgraphs/runtime/**/*.ts', /alarm: '([A-Z_]+)'/g),
      ...codesIn('platform/trust/*.ts', /onUnreadable\('([A-Z_]+)'\)/g),
    ]

    expect(Object.keys(ALARMS).toSorted()).toEqual([...new Set(written)].toSorted())
  })
})
