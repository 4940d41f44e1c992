import { createServer } from 'node:http'
import { ApolloServer, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GatewayExecutor } from '@apollo/server-gateway-interface'
import { Pool } from 'undici'
import { post } from '../../gateway/call/post.ts'
import { readAnswer } from '../../gateway/call/read-answer.ts'
import { createFederatedExecutor } from '../../gateway/index.ts'
import { readJsonBody } from '../../gateway/server/body.ts'
import { untilLetGo } from './until-let-go.ts'

// The hub's executor in Apollo Server, without anything that guards it: like for like with a gateway that knows no tokens, limits,
// signatures or evidence.

interface Settings {
  readonly supergraphSdl: string
  /** Address by agency. */
  readonly agencies: Readonly<Record<string, string>>
}

const neverAborted = new AbortController().signal

await untilLetGo<Settings>(async ({ supergraphSdl, agencies }) => {
  const pools = new Map(Object.entries(agencies).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 32 })]))
  const { execute, publicSchema } = createFederatedExecutor<null>({
    supergraphSdl,
    send: async (name, { query, variables }) => {
      const pool = pools.get(name)
      if (!pool) throw new RangeError(name)
      const { body } = await post(pool, {
        path: `/${name}/graphql`,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ query, variables })),
        signal: neverAborted,
        onHead: () => undefined,
        maxBytes: 16_777_216,
        tooLarge: () => new RangeError(name),
      })
      return readAnswer(name, body)
    },
  })
  const executor: GatewayExecutor = async ({ source, request, operationName }) =>
    execute({ query: source, variables: request.variables, operationName, context: null }) as ReturnType<GatewayExecutor> // GraphQLError or its JSON
  const apollo = new ApolloServer({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: publicSchema, coreSupergraphSdl: supergraphSdl })
        return () => undefined
      },
      load: async () => ({ executor }),
      stop: async () => undefined,
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await apollo.start()
  const server = createServer(async (request, response) => {
    const body = await readJsonBody(request, 1_000_000)
    const headers = new HeaderMap([['content-type', 'application/json']])
    const answered = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers, search: '', body },
      context: async () => ({}),
    })
    const text = answered.body.kind === 'complete' ? answered.body.string : ''
    const size = Buffer.byteLength(text)
    response
      .writeHead(answered.status ?? 200, { 'content-type': 'application/json; charset=utf-8', 'content-length': size })
      .end(text, size === text.length ? 'latin1' : 'utf8')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/graphql`
})
