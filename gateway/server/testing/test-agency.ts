import { createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { graphql, parse } from 'graphql'
import type { JWK } from 'jose'
import {
  type AgencyDescription,
  contentDigest,
  type LocatedItem,
  POLICY_VERSION_HEADER,
  readSignature,
  readSignatureInput,
  readTipContext,
  signatureBase,
  type TipContext,
  TRUE,
  type WrittenPolicy,
} from '../../../schema/index.ts'

export interface TestCase {
  readonly id: string
  readonly stage?: string
  readonly municipality?: string
  readonly nuc?: string
  /** Values of `extraFields`. */
  readonly extra?: Readonly<Record<string, string>>
}

export interface TestAgencyOptions {
  readonly agency: string
  readonly typePrefix: string
  readonly cases: readonly TestCase[]
  /** Fields of CaseRecord that its policy shows to `klatu` for OVERSIGHT. */
  readonly shows: readonly string[]
  /** Replaces the SDL that it describes. */
  readonly sdl?: string
  readonly policyVersion?: number
  readonly vocabularyVersion?: number
  /** Text fields of CaseRecord beyond the usual three. */
  readonly extraFields?: readonly string[]
  readonly port?: number
}

/** Everything that an agency was sent, as it saw it. */
export interface SeenCall {
  readonly path: string
  readonly query: string
  readonly context: TipContext | undefined
  readonly isSigned: boolean
}

/** Answers instead of the agency; what a hostile or broken one could do. */
export type Fault = (request: IncomingMessage, response: ServerResponse, path: string) => boolean

export interface TestAgency {
  readonly agency: string
  readonly url: string
  readonly seen: SeenCall[]
  fault: Fault | undefined
  /** Keeps the next question to `/graphql` waiting until `go` is called. */
  hold(onHeld: (go: () => void) => void): void
  /** Changes what it is from now on. */
  change(options: Partial<TestAgencyOptions>): void
  close(): Promise<void>
}

const CASE_FIELDS = 'stage: Code municipality: Code nuc: Nuc gaps(of: [String!]): [FieldGap!]'

/** The SDL of a small agency: case records with three fields of the vocabulary. */
export const testSdl = (typePrefix: string, extraFields: readonly string[] = []): string => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  scalar Code
  scalar Nuc
  enum GapReason { NOT_HELD NOT_RECORDED WITHHELD UNMAPPED }
  type FieldGap @shareable { field: String! reason: GapReason! }
  interface CaseRecord { id: ID! ${CASE_FIELDS} ${extraFields.map((field) => `${field}: String`).join(' ')} }
  type ${typePrefix}CaseRecord implements CaseRecord @key(fields: "id") { id: ID! ${CASE_FIELDS} ${extraFields.map((field) => `${field}: String`).join(' ')} }
`

export const testPolicy = (agency: string, shows: readonly string[], version = 1): WrittenPolicy => ({
  agency,
  version,
  rules: [
    {
      id: 'T-1',
      effect: 'permit',
      coordinates: shows.map((field) => ({ kind: 'CaseRecord', field })),
      to: { agencies: ['klatu'] },
      purposes: ['OVERSIGHT'],
      when: TRUE,
      as: {},
      because: 'a test',
    },
  ],
})

/** A small agency over real HTTP, which checks the hub's signature on every call. */
export async function startTestAgency(given: TestAgencyOptions, hubKeys: () => readonly JWK[]): Promise<TestAgency> {
  let options = given
  const seen: SeenCall[] = []
  const knows = (field: string) => ['stage', 'municipality', 'nuc', ...(options.extraFields ?? [])].includes(field)
  const schemaOf = () =>
    buildSubgraphSchema([
      {
        typeDefs: parse(testSdl(options.typePrefix, options.extraFields)),
        resolvers: {
          [`${options.typePrefix}CaseRecord`]: {
            __resolveReference: ({ id }: { id: string }) => {
              const row = options.cases.find((known) => known.id === id)
              return row ? { ...row, ...row.extra } : null
            },
            gaps: (row: Record<string, unknown>, { of }: { of: readonly string[] }) =>
              of
                .filter((field) => row[field] === undefined)
                .map((field) => ({ field, reason: knows(field) ? 'NOT_RECORDED' : 'NOT_HELD' })),
          },
        },
      },
    ])
  let schema = schemaOf()
  let held: Promise<void> | undefined

  const description = (): AgencyDescription => ({
    agency: options.agency,
    institution: options.agency,
    typePrefix: options.typePrefix,
    name: { en: options.agency, pt: options.agency },
    vocabularyVersion: options.vocabularyVersion ?? 1,
    kinds: { CaseRecord: { fields: ['stage', 'municipality', 'nuc', ...(options.extraFields ?? [])], filter: [], parents: [] } },
    policy: testPolicy(options.agency, options.shows, options.policyVersion),
    sdl: options.sdl ?? testSdl(options.typePrefix, options.extraFields),
  })
  const located = (): readonly LocatedItem[] =>
    options.cases.map(({ id }) => ({
      id,
      typename: `${options.typePrefix}CaseRecord`,
      sortKey: null,
      position: Buffer.from(id).toString('base64url'),
      caseKeys: [],
      summary: {},
      gaps: {},
      related: {},
    }))

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    if (agency.fault?.(request, response, path)) return
    if (path === '/graphql' && held) await held
    const { query, variables } = JSON.parse(body.toString('utf8'))
    const call = readCall(request, body, path, hubKeys())
    seen.push({ path, query, ...call })
    const isFromHub = call.isSigned && call.context?.aud === options.agency
    const result = !isFromHub
      ? { errors: [{ message: 'refused', extensions: { code: 'CALL_REFUSED' } }] }
      : path === '/internal'
        ? { data: query.includes('describe') ? { describe: description() } : { locate: { items: located(), hasMore: false } } }
        : await graphql({ schema, source: query, variableValues: variables })
    response
      .writeHead(200, { 'content-type': 'application/json', [POLICY_VERSION_HEADER]: String(options.policyVersion ?? 1) })
      .end(JSON.stringify(result))
  }
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(given.port ?? 0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const agency: TestAgency = {
    agency: options.agency,
    url: `http://127.0.0.1:${port}`,
    seen,
    fault: undefined,
    hold(onHeld) {
      const waiting = Promise.withResolvers<void>()
      const before = agency.fault
      held = waiting.promise
      agency.fault = (...call) => {
        if (call[2] === '/graphql')
          onHeld(() => {
            held = undefined
            agency.fault = before
            waiting.resolve()
          })
        return before?.(...call) ?? false
      }
    },
    change(changes) {
      options = { ...options, ...changes }
      schema = schemaOf()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return agency
}

function readCall(request: IncomingMessage, body: Buffer, path: string, keys: readonly JWK[]): Pick<SeenCall, 'context' | 'isSigned'> {
  const header = (name: string) => String(request.headers[name] ?? '')
  const params = readSignatureInput(header('signature-input'))
  const signature = readSignature(header('signature'))
  const jwk = keys.find(({ kid }) => kid === params?.keyid)
  const digest = contentDigest(body)
  const isSigned =
    params !== undefined &&
    signature !== undefined &&
    jwk !== undefined &&
    digest === header('content-digest') &&
    verify(
      null,
      Buffer.from(signatureBase({ method: 'POST', path, contentDigest: digest, context: header('tip-context') }, params)),
      createPublicKey({ key: jwk, format: 'jwk' }),
      signature,
    )
  return { context: readTipContext(header('tip-context')), isSigned }
}
