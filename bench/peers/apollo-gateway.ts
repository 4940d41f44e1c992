import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { untilLetGo } from './until-let-go.ts'

// `@apollo/gateway` in Apollo Server, as their documentation starts it.
await untilLetGo<{ readonly supergraphSdl: string }>(async ({ supergraphSdl }) => {
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
  return url.replace(/\/$/, '')
})
