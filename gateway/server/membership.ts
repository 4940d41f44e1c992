import { createHash, X509Certificate } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { MembershipAnswer } from '../../schema/index.ts'
import type { AgencyRegistry } from '../agencies/index.ts'
import type { Signer } from '../call/index.ts'
import type { EvidenceLog } from '../evidence/index.ts'
import { createMembershipEndpoint, type Member, Membership } from '../membership/index.ts'
import type { GatewayEvent } from '../observe/index.ts'
import { readJsonBody } from './body.ts'
import type { KeyPair } from './secrets.ts'
import type { ReadGatewaySettings } from './settings.ts'

export interface MembershipParts {
  readonly settings: ReadGatewaySettings
  /** Whom the registry was started with. */
  readonly members: readonly Member[]
  readonly registry: AgencyRegistry
  readonly evidence: EvidenceLog
  readonly signer: Signer
  readonly agencyTls: KeyPair | undefined
  readonly clock: () => number
  readonly composed: () => readonly string[]
  readonly onEvent: ((event: GatewayEvent) => void) | undefined
}

/** Opens the door for institutions that were invited. */
export function openMembership({ settings, members, registry, evidence, signer, agencyTls, clock, composed, onEvent }: MembershipParts): {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  close(): Promise<void>
} {
  const hubPins = agencyTls ? [pinOf(agencyTls.cert)] : []
  const membership = new Membership({
    stateFolder: settings.stateFolder,
    registry,
    evidence,
    settled: settings.agencies.map(({ agency }) => agency),
    clock,
    keys: { jwks: MembershipAnswer.shape.jwks.parse(signer.jwks), hubPins },
    composed,
    pollMs: settings.pollMs,
  })
  membership.start(members)
  const serve = createMembershipEndpoint({
    membership,
    readBody: readJsonBody,
    onDone: (done, agency) => done !== 'status' && onEvent?.({ event: 'membership', what: done === 'join' ? 'joined' : 'left', agency }),
    onRefused: (check) => onEvent?.({ event: 'membership', what: 'refused', check }),
    onUnexpected: (error) => onEvent?.({ event: 'masked', correlationId: 'membership', error }),
  })
  return { serve, close: () => membership.close() }
}

/** SHA-256 of a certificate's key (SubjectPublicKeyInfo), base64. */
const pinOf = (cert: string): string =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
