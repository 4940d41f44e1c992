import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getVariableValues, parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { type AgencyDescription, type RecordKindName, vocabulary } from '../../schema/index.ts'
import { createHub } from '../../subgraphs/hub/index.ts'
import { buildAgencySchema } from '../../subgraphs/runtime/index.ts'
import { composeAgencies, createComposer } from '../compose/index.ts'
import { createFederatedExecutor, type FederatedExecutor } from '../execute/index.ts'
import { testPolicy } from '../server/testing/test-agency.ts'
// @ts-expect-error a script of the page, which has no types
import { EXAMPLES } from './assets/examples.js'
import { explorerAsset, explorerPage } from './index.ts'

interface Example {
  readonly title: Readonly<Record<string, string>>
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}
const examples: readonly Example[] = EXAMPLES

const composer = createComposer()
afterAll(() => composer.close())

/** The public graph of the hub with two real agencies of the demonstration. */
async function publicSchema(): Promise<FederatedExecutor<unknown>['publicSchema']> {
  const folder = (agency: string) => join(import.meta.dirname, '../../subgraphs/agencies', agency)
  const candidates = await Promise.all(
    ['pgr', 'pntl'].map(async (agency): Promise<AgencyDescription> => {
      const model = await loadAgencyFolder(folder(agency))
      const held = [...model.records].map(
        ([kind, { fields }]): [RecordKindName, { fields: string[]; filter: string[]; parents: string[] }] => [
          kind,
          { fields: [...fields.keys()], filter: [], parents: [] },
        ],
      )
      return {
        agency,
        institution: model.institution,
        typePrefix: model.typePrefix,
        name: { en: agency, pt: agency },
        vocabularyVersion: vocabulary.version,
        kinds: Object.fromEntries(held),
        policy: testPolicy(agency, []),
        sdl: buildAgencySchema(model).sdl,
      }
    }),
  )
  const outcome = await composeAgencies({
    candidates,
    accepted: new Map(),
    acceptBreaking: new Set(),
    vocabulary,
    composer,
    hubSdl: (agencies) => createHub({ agencies, vocabulary, sealKeys: [new Uint8Array(32)], clock: () => 0 }).sdl,
  })
  if (outcome.supergraphSdl === null) throw new Error(outcome.errors.join('\n'))
  expect(outcome.problems).toEqual([])
  return createFederatedExecutor({ supergraphSdl: outcome.supergraphSdl, send: () => ({ data: null }) }).publicSchema
}

describe('the examples of the page', () => {
  let schema: Awaited<ReturnType<typeof publicSchema>>
  beforeAll(async () => {
    schema = await publicSchema()
  })

  it.each(examples.map((example) => [example.title.en, example] as const))('%s: fits the graph', (_title, { query, variables = {} }) => {
    const document = parse(query)
    const [operation] = document.definitions

    expect(validate(schema, document).map(({ message }) => message)).toEqual([])
    if (operation?.kind === 'OperationDefinition')
      expect(getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors).toBeUndefined()
  })
})

describe('the page', () => {
  const html = explorerPage().body.toString()
  const words = readFileSync(join(import.meta.dirname, 'assets/words.js'), 'utf8')

  it('has every word in three languages', () => {
    const languages = ['en', 'pt', 'tet'].map((language) => {
      const block = new RegExp(`\\b${language}: \\{([^}]*)\\}`).exec(words)?.[1] ?? ''
      return [...block.matchAll(/^\s*(\w+):|,\s*(\w+):/gm)].map(([, first, second]) => first ?? second).sort()
    })
    const used = [...html.matchAll(/data-word="(\w+)"/g)].map(([, word]) => word)

    expect(languages[0]?.length).toBeGreaterThan(30)
    expect(languages[1]).toEqual(languages[0])
    expect(languages[2]).toEqual(languages[0])
    for (const word of used) expect(languages[0]).toContain(word)
    for (const example of examples) expect(Object.keys(example.title)).toEqual(['en', 'pt', 'tet'])
  })

  it('labels every field for a screen reader', () => {
    const fields = [...html.matchAll(/<(?:input|select|textarea)[^>]*\bid="([^"]+)"/g)].map(([, id]) => id)

    expect(fields.length).toBeGreaterThan(6)
    for (const id of fields)
      expect(html, id).toMatch(
        new RegExp(`for="${id}"|id="${id}"[^>]*aria-labelledby|<label[^>]*>\\s*<span[^<]*</span>\\s*<select id="${id}"`),
      )
  })

  it('serves its own files and no other', () => {
    expect(explorerAsset('/explorer/main.js')?.type).toContain('javascript')
    for (const path of ['/explorer/../index.ts', '/explorer/index.ts', '/explorer/', '/etc/passwd'])
      expect(explorerAsset(path)).toBeUndefined()
  })
})
