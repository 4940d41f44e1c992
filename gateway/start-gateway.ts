import { createHub } from '../subgraphs/hub/index.ts'
import { createEventLog } from './observe/index.ts'
import type { GatewaySettings } from './server/settings.ts'
import { type Gateway, type GatewayParts, startServer } from './server/start.ts'

/**
 * Starts the gateway: asks the agencies to describe themselves, composes what they offer, and answers GraphQL over HTTP.
 *
 * What happens is logged on standard output unless `parts.onEvent` takes it.
 * Everything that can be wrong with the settings is said at once. An agency that is down does not keep it from starting.
 *
 * @throws {HubError} CONFIG_INVALID, COMPOSITION_FAILED, EVIDENCE_UNAVAILABLE, PORT_TAKEN
 * @example
 * const gateway = await startGateway({
 *   mode: 'demo',
 *   stateFolder: 'var/gateway',
 *   evidenceFile: 'var/gateway/evidence.jsonl',
 *   signingKeyFile: 'var/keys/hub.pem',
 *   sealKeyFile: 'var/keys/seal.keys',
 *   agencies: [{ agency: 'pgr', url: 'http://127.0.0.1:4101' }],
 *   issuers: [{ issuer: 'tip-hub-demo', jwksFile: 'var/keys/issuer.json', agencies: ['klatu'], roles: ['analyst'] }],
 * })
 * console.log(gateway.url)
 * await gateway.close()
 */
export const startGateway = (settings: GatewaySettings, parts: Omit<Partial<GatewayParts>, 'createHub'> = {}): Promise<Gateway> =>
  startServer(settings, { createHub, onEvent: createEventLog(), ...parts })
