import { createServer } from 'node:http'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { graphql, parse } from 'graphql'
import { GRAPH, type Row, rowOf } from '../rows/gateway/graph.ts'
import { untilLetGo } from './until-let-go.ts'

// Three agencies in one process. Each answers a question once by graphql-js and from then on with the same text, at once: what is measured
// is the gateway before them.

const entity = (type: string, fields: (id: string) => Row) => ({
  [type]: { __resolveReference: ({ id }: { readonly id: string }) => ({ __typename: type, ...fields(id) }) },
})
const schemas = new Map(
  Object.entries(GRAPH).map(([name, sdl]) => [
    name,
    buildSubgraphSchema([
      {
        typeDefs: parse(sdl),
        resolvers: {
          ...(name === 'police'
            ? {
                Query: {
                  case: (_root: unknown, { id }: { readonly id: string }) => rowOf('Case', id),
                  cases: (_root: unknown, { first }: { readonly first: number }) =>
                    Array.from({ length: first }, (_, index) => rowOf('Case', `c${index}`)),
                },
              }
            : {}),
          ...(name === 'justice' ? entity('Case', (id) => rowOf('Case', id)) : {}),
          ...(name === 'register'
            ? { ...entity('Judge', (id) => rowOf('Judge', id)), ...entity('Person', (id) => rowOf('Person', id)) }
            : {}),
        },
      },
    ]),
  ]),
)
const answers = new Map<string, Buffer>()

await untilLetGo<unknown>(
  () =>
    new Promise((resolve) => {
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk)
        const name = (request.url ?? '').split('/')[1] ?? ''
        const body = Buffer.concat(chunks).toString()
        const answer = answers.get(name + body) ?? (await toAnswer(name, body))
        answers.set(name + body, answer)
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
      })
      server.keepAliveTimeout = 60_000
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
      })
    }),
)

async function toAnswer(name: string, body: string): Promise<Buffer> {
  const schema = schemas.get(name)
  if (!schema) throw new RangeError(`there is no ${name}`)
  const { query, variables }: { query: string; variables?: Record<string, unknown> } = JSON.parse(body)
  const result = await graphql({ schema, source: query, variableValues: variables ?? null })
  if (result.errors) throw new Error(`${name}: ${result.errors[0]?.message}`)
  return Buffer.from(JSON.stringify(result))
}
