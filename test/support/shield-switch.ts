import type { GraphQLSchema } from 'graphql'
import { vi } from 'vitest'

/**
 * TIP_HUB_SHIELD=off takes graphql-shield away from the agencies and the hub, for this run of the tests alone: what then still passes, the first
 * lock does by itself. The programs know no such switch; here the modules that put the shield on are replaced before a test loads them.
 */
export const isShieldOff = process.env.TIP_HUB_SHIELD === 'off'

const asItIs = (schema: GraphQLSchema): GraphQLSchema => schema

if (isShieldOff) {
  vi.doMock(import('../../subgraphs/runtime/shield/apply.ts'), () => ({ withShield: asItIs }))
  vi.doMock(import('../../subgraphs/hub/shield/shield.ts'), async (original) => ({ ...(await original()), withShield: asItIs }))
}
