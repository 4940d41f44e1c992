import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto'
import { type JWK, SignJWT } from 'jose'
import { pino } from 'pino'
import { expect } from 'vitest'
import { findPerson } from '../../../demo/people/people.ts'
import { DEMO_ISSUER } from '../../../demo/people/token.ts'
import type { Purpose } from '../../../schema/index.ts'
import type { As } from '../../support/ask.ts'
import { startHub, type TestHub } from '../../support/start-hub.ts'
import { type Got, type Sent, send } from './http.ts'
import { expectNoLeak } from './leaks.ts'
import { type SignedCall, signedHeaders } from './signed-call.ts'

/** What the attackers attack: the whole demo hub over real HTTP, with everything logged to where the tests can read it. */
export interface AttackedHub {
  readonly hub: TestHub
  /** Lines of all logs so far. */
  readonly logs: readonly string[]
  readonly keys: { readonly hub: KeyObject; readonly issuer: KeyObject }
  /** Access token of a demo person, with claims and header changed at will. */
  token(as: As, claims?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): Promise<string>
  /** Asks the gateway as a person would; whatever is in `sent` wins. */
  ask(asked: AskedText | string, as?: As, sent?: Sent): Promise<Got>
  /** The gateway with nothing added. */
  toGateway(path: string, sent?: Sent): Promise<Got>
  agencyUrl(agency: string): string
  /** Calls an agency as a hostile gateway would: with the hub's own key, in the name of `as`. Without `as`: as the hub itself. */
  toAgency(agency: string, call: AgencyCall): Promise<Got>
  close(): Promise<void>
}

export interface AskedText {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

export interface AgencyCall extends Partial<Omit<SignedCall, 'person' | 'key' | 'agency'>> {
  readonly as?: As
  readonly token?: string
  readonly query?: string
  readonly variables?: unknown
  readonly sent?: Sent
}

export const REASON = 'demo case 1'
const reasonOf = (purpose: Purpose) => (['INVESTIGATION', 'PROTECTION', 'CONSULAR'].includes(purpose) ? REASON : undefined)
const keyOf = (jwk: JWK): KeyObject => createPrivateKey({ key: { ...jwk }, format: 'jwk' })

export async function startAttackedHub(): Promise<AttackedHub> {
  const logs: string[] = []
  const logger = pino({ level: 'debug', base: null }, { write: (line: string) => void logs.push(line) })
  const hub = await startHub({ logger })
  const keys = { hub: keyOf(hub.keys.hub.privateJwk), issuer: keyOf(hub.keys.issuer.privateJwk) }

  const token: AttackedHub['token'] = ({ as, purpose }, claims = {}, header = {}) => {
    const person = findPerson(as)
    if (!person) throw new RangeError(`there is no demo person ${as}`)
    const now = Math.floor(Date.now() / 1_000)
    const usual = { iss: DEMO_ISSUER, aud: 'tip-hub', sub: as, jti: randomUUID(), iat: now, exp: now + 300 }
    return new SignJWT({ ...usual, agency: person.agency, roles: person.roles, purposes: [purpose], ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: hub.keys.issuer.kid, ...header })
      .sign(keys.issuer)
  }

  const toGateway: AttackedHub['toGateway'] = (path, sent) => send(`${hub.url}${path}`, sent)
  const ask: AttackedHub['ask'] = async (asked, as, sent = {}) => {
    const reason = as && reasonOf(as.purpose)
    return toGateway('/graphql', {
      body: JSON.stringify(typeof asked === 'string' ? { query: asked } : asked),
      ...sent,
      headers: {
        'content-type': 'application/json',
        ...(as ? { authorization: `Bearer ${await token(as)}` } : {}),
        ...(reason === undefined ? {} : { 'tip-reason': reason }),
        ...sent.headers,
      },
    })
  }
  const agencyUrl = (agency: string): string => hub.adapters.urls.find((known) => known.agency === agency)?.url ?? ''
  const toAgency: AttackedHub['toAgency'] = async (agency, { as, token: given, query = '', variables, sent = {}, ...call }) => {
    const { path = '/graphql', body = JSON.stringify({ query, variables }) } = call
    const purpose = as?.purpose
    const person =
      as && purpose ? { token: given ?? (await token(as)), purpose, ...(reasonOf(purpose) ? { reason: REASON } : {}) } : undefined
    const headers = signedHeaders({ agency, path, body, key: keys.hub, keyid: hub.keys.hub.kid, ...call, ...(person ? { person } : {}) })
    return send(`${agencyUrl(agency)}${path}`, { body, ...sent, headers: { ...headers, ...sent.headers } })
  }
  return { hub, logs, keys, token, ask, toGateway, agencyUrl, toAgency, close: () => hub.close() }
}

/** The answer as JSON; nothing checks its shape but the test. */
// biome-ignore lint/suspicious/noExplicitAny: any JSON may come; a test that looks for what is not there fails
export const json = (got: Got): any => JSON.parse(got.text)

/** A refusal in the catalogue's words: no data, one of the codes, nothing of the inside. */
export function expectRefused(got: Got, codes: string | readonly string[], statuses?: readonly number[]): void {
  expectNoLeak(got.text)
  const body = JSON.parse(got.text) as { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] }
  const roots = typeof body.data === 'object' && body.data !== null ? Object.values(body.data) : []
  expect(
    roots.every((root) => root === null),
    got.text.slice(0, 300),
  ).toBe(true)
  expect([codes].flat(), got.text.slice(0, 300)).toContain(body.errors?.[0]?.extensions?.code)
  if (statuses) expect(statuses).toContain(got.status)
}
