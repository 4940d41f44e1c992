import { graphql, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createHivePlanner, createStagedPlanner, readSupergraph } from '../../gateway/plan/index.ts'
import { createRandom, randomOperation } from './support/random-operation.ts'
import { worldResolver, worldTypeResolver } from './support/world.ts'
import { createWorldFederation } from './support/world-federation.ts'

/** Raise for a longer search; the seeds stay the same. */
const OPERATIONS = Number(process.env.FEDERATION_OPERATIONS ?? 200)

describe('random operations over four subgraphs', () => {
  it.each([
    ['by the planner, with stages where it fails', 2025, undefined],
    [
      'with stages for every field with a requirement',
      2026,
      (sdl: string) => {
        const { document, fullSchema } = readSupergraph(sdl)
        return createStagedPlanner(createHivePlanner(sdl), document, fullSchema, { isAlways: true })
      },
    ],
  ])('answer as one single graph would, planned %s', { timeout: 600_000 }, async (_how, seed, createPlanner) => {
    const { ask, executor } = createWorldFederation(createPlanner)
    const schema = executor.publicSchema
    const random = createRandom(seed)
    let compared = 0
    for (let tried = 0; compared < OPERATIONS && tried < OPERATIONS * 20; tried++) {
      const { query, variables } = randomOperation(schema, random, 4)
      if (query.length > 3000 || validate(schema, parse(query)).length > 0) continue
      compared++

      const whole = await graphql({
        schema,
        source: query,
        variableValues: variables,
        fieldResolver: worldResolver(true),
        typeResolver: worldTypeResolver,
      })
      const federated = await ask(query, variables)

      expect(federated, `${query}\n${JSON.stringify(variables)}`).toEqual(JSON.parse(JSON.stringify(whole)))
    }
    expect(compared).toBe(OPERATIONS)
  })
})
