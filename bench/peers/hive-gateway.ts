import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { untilLetGo } from './until-let-go.ts'

// Hive gateway with its Rust planner, on Node's own HTTP server.
await untilLetGo<{ readonly supergraphSdl: string }>(async ({ supergraphSdl }) => {
  const gateway = createGatewayRuntime({
    supergraph: supergraphSdl,
    unifiedGraphHandler,
    logging: false,
    landingPage: false,
    graphiql: false,
  })
  const server = createServer(gateway)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/graphql`
})
