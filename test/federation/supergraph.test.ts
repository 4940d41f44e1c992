import { buildSchema, parse, printSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { type Composer, composeAgencies, createComposer } from '../../gateway/compose/index.ts'
import { createFederatedExecutor } from '../../gateway/index.ts'
import { vocabulary } from '../../schema/index.ts'
import { createHub } from '../../subgraphs/hub/index.ts'
import { describeModel } from '../support/describe-model.ts'

let composer: Composer
let supergraphSdl: string

beforeAll(async () => {
  composer = createComposer()
  const models = await Promise.all(DEMO_AGENCIES.map(({ code }) => loadAgencyFolder(agencyFolder(code))))
  const outcome = await composeAgencies({
    candidates: models.map(describeModel),
    accepted: new Map(),
    acceptBreaking: new Set(),
    vocabulary,
    hubSdl: (agencies) => createHub({ agencies, vocabulary, sealKeys: [new Uint8Array(32)], clock: () => 0 }).sdl,
    composer,
  })
  if (outcome.supergraphSdl === null) throw new Error(outcome.errors.join('\n'))
  expect(outcome.problems).toEqual([])
  expect(outcome.composed).toHaveLength(DEMO_AGENCIES.length)
  supergraphSdl = outcome.supergraphSdl
})
afterAll(() => composer.close())

describe('the supergraph of the thirteen adapters', () => {
  it('changes only where a review sees it', async () => {
    await expect(supergraphSdl).toMatchFileSnapshot('supergraph.graphql')
  })

  it('offers people a graph in which every type and field says what it is', async () => {
    const { publicSchema } = createFederatedExecutor({ supergraphSdl, send: () => Promise.resolve({}) })
    const sdl = printSchema(publicSchema)

    expect(() => buildSchema(sdl)).not.toThrow()
    const undescribed = parse(sdl).definitions.flatMap((definition) =>
      'fields' in definition && (definition.kind === 'ObjectTypeDefinition' || definition.kind === 'InterfaceTypeDefinition')
        ? [
            ...(definition.description ? [] : [definition.name.value]),
            ...(definition.fields ?? [])
              .filter(({ description }) => !description)
              .map(({ name }) => `${definition.name.value}.${name.value}`),
          ]
        : [],
    )
    expect(undescribed).toEqual([])
  })

  it('lets nothing of one agency be of another agency', () => {
    for (const definition of parse(supergraphSdl).definitions) {
      if (definition.kind !== 'ObjectTypeDefinition') continue
      const owners = (definition.directives ?? [])
        .filter(({ name }) => name.value === 'join__type')
        .flatMap(({ arguments: args }) =>
          (args ?? []).flatMap(({ name, value }) => (name.value === 'graph' && value.kind === 'EnumValue' ? [value.value] : [])),
        )
        .filter((graph) => graph !== 'HUB')
      const isShared = ['PersonName', 'IdDocument', 'FieldGap', 'Query'].includes(definition.name.value)
      if (!isShared) expect(new Set(owners).size, definition.name.value).toBeLessThanOrEqual(1)
    }
  })
})
