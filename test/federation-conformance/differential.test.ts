import { graphql, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createRandom, randomOperation } from './support/random-operation.ts'
import { worldResolver, worldTypeResolver } from './support/world.ts'
import { createWorldFederation } from './support/world-federation.ts'

/** Raise for a longer search; the seeds stay the same. */
const OPERATIONS = Number(process.env.FEDERATION_OPERATIONS ?? 400)

describe('random operations over five subgraphs', () => {
  it('answer as one single graph would', { timeout: 600_000 }, async () => {
    const { ask, executor } = createWorldFederation()
    const schema = executor.publicSchema
    const random = createRandom(20_25)
    let compared = 0
    for (let tried = 0; compared < OPERATIONS && tried < OPERATIONS * 20; tried++) {
      const { query, variables } = randomOperation(schema, random)
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
