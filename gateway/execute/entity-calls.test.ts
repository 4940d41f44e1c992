import { describe, expect, it } from 'vitest'
import { createComposer } from '../compose/index.ts'
import { createFederatedExecutor } from './executor.ts'
import type { SubgraphRequest } from './send.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])'
const subgraphs = [
  { name: 'lists', sdl: `${LINK} type Query { items: [Item] } type Item @key(fields: "id", resolvable: false) { id: ID! }` },
  { name: 'items', sdl: `${LINK} type Item @key(fields: "id") { id: ID! title: String }` },
]

/** An executor over a list of so many items, which notes what it is asked for and may let one call fail. */
async function over(count: number, failing?: number) {
  const composer = createComposer()
  const composed = await composer.compose(subgraphs.map(({ name, sdl }) => ({ name, sdl })))
  await composer.close()
  if (!('supergraphSdl' in composed)) throw new Error('it composes')
  const calls: number[] = []
  const { execute } = createFederatedExecutor<null>({
    supergraphSdl: composed.supergraphSdl,
    send: (subgraph: string, { variables }: SubgraphRequest) => {
      if (subgraph.toLowerCase() === 'lists')
        return { data: { items: Array.from({ length: count }, (_, n) => ({ __typename: 'Item', id: `${n}` })) } }
      const [asked = []] = Object.values(variables) as { id: string }[][] // the one list of representations
      calls.push(asked.length)
      if (calls.length - 1 === failing) throw new Error('down')

      return { data: { _entities: asked.map(({ id }) => ({ __typename: 'Item', title: `item ${id}` })) } }
    },
  })
  return { calls, answer: await execute({ query: '{ items { title } }', context: null }) }
}

describe('entities of one subgraph', () => {
  it('are asked for a hundred at a time, and each answer goes to its place', async () => {
    const { calls, answer } = await over(230)

    expect(calls).toEqual([100, 100, 30])
    expect(answer).toEqual({ data: { items: Array.from({ length: 230 }, (_, n) => ({ title: `item ${n}` })) } })
  })

  it('are asked for in one call where a hundred is enough', async () => expect((await over(100)).calls).toEqual([100]))

  it('that one call did not bring leave the others whole, with an error for each of their places', async () => {
    const { answer } = await over(150, 1)

    const items = answer.data?.items as ({ title: string | null } | null)[] // as asked
    expect(items.filter((item) => item?.title === null)).toHaveLength(50)
    expect(items[99]).toEqual({ title: 'item 99' })
    expect(answer.errors?.map(({ path }) => path?.[1]).every((place) => Number(place) >= 100)).toBe(true)
  })
})
