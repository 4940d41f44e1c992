import { readFile } from 'node:fs/promises'
import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType, parse, print, validate } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { createFederatedExecutor } from '../execute/index.ts'
import { filterOperation } from './operation.ts'
import type { Profile } from './profile.ts'

/** The graph of the demonstration's agencies; see test/federation/supergraph.test.ts. */
let schema: GraphQLSchema
beforeAll(async () => {
  const supergraphSdl = await readFile('test/federation/supergraph.graphql', 'utf8')
  schema = createFederatedExecutor({ supergraphSdl, send: () => ({}) }).publicSchema
})

/** A profile that may see everything: what is left out is left out by the types alone. */
const everything: Profile = { hash: 'all', visible: new Map() }
const filtered = (query: string): string => print(filterOperation(parse(query), schema, everything))

describe('records below a record', () => {
  it('are asked for as types of the same agency only, and not where it maps none', () => {
    const text = filtered('{ cases { nodes { records { victims { case { stage } } } } } }')

    expect(text).toMatch(/\.\.\. on PgrCaseRecord \{\s+victims \{\s+case \{\s+stage/)
    expect(text).not.toMatch(/on CourtsCaseRecord \{\s+victims \{\s+\.\.\. on (?!Courts)/)
  })

  it('grow with the length of a question, not with the agencies to the power of it', () => {
    const chain = (length: number): string => (length === 0 ? 'id' : `victims { case { ${chain(length - 1)} } }`)
    const size = (length: number): number => filtered(`{ cases { nodes { records { ${chain(length)} } } } }`).length

    expect(size(5)).toBeLessThan(10 * size(1))
  })

  it('of more types and fields than can be planned in a moment are refused', () => {
    const inner = 'id events { id } services { id } referrals { id } case { id victims { id services { id } } perpetrators { id } }'
    const relations = Array.from({ length: 60 }, (_, n) => `v${n}: victims { ${inner} }`)

    expect(() => filtered(`{ cases { nodes { records { ${relations.join(' ')} } } } }`)).toThrow(
      expect.objectContaining({ code: 'QUERY_TOO_COSTLY' }),
    )
  })
})

const LIST_OF = { CaseRecord: 'cases', VictimRecord: 'victims', PerpetratorRecord: 'perpetrators' } as const

describe('the types of all agencies', () => {
  it('may be asked side by side for every relation, also where one of them does not map it', () => {
    let pairs = 0
    for (const [kindName, list] of Object.entries(LIST_OF)) {
      const kind = schema.getType(kindName)
      if (!isInterfaceType(kind)) throw new TypeError('the kind is an interface')
      const types = schema.getPossibleTypes(kind)
      for (const field of Object.values(kind.getFields())) {
        const below = getNamedType(field.type)
        if ((!isInterfaceType(below) && !isObjectType(below)) || !('id' in below.getFields())) continue
        const parts = types.map(({ name }) => `... on ${name} { ${field.name} { id } }`)
        const document = parse(`{ ${list} { nodes { records { ${parts.join(' ')} } } } }`)
        expect(
          validate(schema, document).map(({ message }) => message),
          `${kindName}.${field.name}`,
        ).toEqual([])
        pairs += types.length * (types.length - 1)
      }
    }
    expect(pairs).toBeGreaterThan(500)
  })
})
