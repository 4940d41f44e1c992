import { z } from 'zod'
import { DENIED_LIST, HubError, isListAddress, isTraceAddress, PURPOSES, REASON_PURPOSES } from '../../schema/index.ts'
import { AgencySetting } from '../agencies/index.ts'
import { IssuerSettings } from '../auth/index.ts'
import { PersonBudgetSettings } from '../budget/index.ts'
import { TrustedDocumentSettings } from '../documents/index.ts'
import { RequestLimits } from '../limits/index.ts'
import { SecurityContact } from './security-txt.ts'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
const file = z.string().min(1)
const milliseconds = z.int().min(10).max(120_000)

/** Looked at also where something else is wrong, so that all is said at once; members may then be missing. */
const always = () => true

/** Everything that the gateway is told from outside. Secrets are named by the file that holds them, never given. */
export const GatewaySettings = z
  .strictObject({
    mode: z.literal('demo').describe('The only mode until the evidence log can be verified offline'),
    host: z.string().default('127.0.0.1').describe('Address to listen on; beyond this machine `tls` and `publicHosts` are needed'),
    port: z.int().min(0).max(65_535).default(4_000).describe('Port; 0 takes a free one'),
    tls: z
      .strictObject({ keyFile: file, certFile: file })
      .optional()
      .describe('Files (PEM) with key and certificate for those who ask; TLS 1.3 only'),
    publicHosts: z
      .array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/))
      .max(20)
      .default([])
      .describe('Names by which the hub may be asked (header `host`), beside those of this machine'),
    agencyTls: z
      .strictObject({ keyFile: file, certFile: file })
      .optional()
      .describe('Files (PEM) with the key and certificate that the hub shows to agencies; needed where one is asked over https'),
    metricsPort: z
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .describe('Port on 127.0.0.1 that serves `/metrics` for Prometheus; 0 takes a free one. Absent: no metrics'),
    tracesUrl: z
      .string()
      .refine(isTraceAddress, 'beyond this machine traces are sent over https only')
      .optional()
      .describe('Where traces are sent by OTLP over HTTP, e.g. `http://127.0.0.1:4318/v1/traces`. Absent: no traces'),
    stateFolder: file.describe('Folder for what is remembered over a restart: the last description of each agency'),
    evidenceFile: file.describe('Append-only log of accesses, JSON lines'),
    signingKeyFile: file.describe("File with the hub's private key, Ed25519, PKCS #8 PEM"),
    signingKeyId: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,128}$/)
      .optional()
      .describe('`kid` under which the agencies know that key. @default its JWK thumbprint (RFC 7638)'),
    sealKeyFile: file.describe(
      'File with keys that seal cursors and ids, 32 random bytes each in base64url, one per line; the first one seals',
    ),
    agencies: z
      .array(AgencySetting)
      .max(200)
      .refine((list) => new Set(list.map(({ agency }) => agency)).size === list.length, { message: 'an agency is listed twice' })
      .describe('Agencies of the hub; others may join while it runs'),
    joinAgencies: z
      .array(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/))
      .max(200)
      .optional()
      .describe(
        'Agencies that may be asked by case keys to join matters: who is asked learns the numbers that people look at. Absent: each whose policy lets somebody join (`CaseRecord.link`)',
      ),
    issuers: z.array(IssuerSettings).min(1).describe('Who may issue access tokens, for whom'),
    reasonRequiredFor: z
      .array(z.enum(PURPOSES))
      .default([...REASON_PURPOSES])
      .describe('Purposes that need the header `tip-reason`; agencies may hold on to theirs'),
    deniedFile: file.optional().describe('File of disabled accounts and revoked tokens, read again when it changes'),
    deniedRereadMs: z
      .int()
      .min(0)
      .max(60_000)
      .default(2_000)
      .describe('Time for which what was read of that file is believed, in milliseconds'),
    deniedUrl: z
      .string()
      .refine(isListAddress, { message: 'beyond this machine the list is fetched over https only' })
      .optional()
      .describe(
        'Address of a list of disabled accounts and revoked tokens, beside the file; fetched over TLS 1.3, a redirect is not followed',
      ),
    deniedPollMs: z
      .int()
      .min(10)
      .max(45_000)
      .default(DENIED_LIST.pollMs)
      .describe('Time between two fetches of that list, in milliseconds'),
    deniedRefuseAfterMs: z
      .int()
      .min(60_000)
      .max(86_400_000)
      .default(DENIED_LIST.refuseAfterMs)
      .describe('Time after which a list that could not be fetched again is believed no more, and nobody is let in, in milliseconds'),
    securityContact: SecurityContact.optional().describe(
      'Whom to tell of a hole, shown at `/.well-known/security.txt` (RFC 9116); absent: nobody',
    ),
    trustedDocuments: TrustedDocumentSettings.prefault({}),
    personBudget: PersonBudgetSettings.prefault({}),
    sharedDatabaseUrlFile: file
      .optional()
      .describe(
        'File with the address (postgres://…) of a database that several gateways of this hub share; there the budgets of persons are counted for all of them. @default counted in `stateFolder`, for one gateway',
      ),
    limits: RequestLimits.prefault({}),
    agencyMs: milliseconds.default(2_000).describe('Deadline of one call to an agency'),
    requestMs: milliseconds.default(2_500).describe('Budget of one request, all agencies together'),
    overloadLateMs: z
      .int()
      .min(20)
      .max(10_000)
      .default(50)
      .describe('How late the process may be, in milliseconds, before it takes fewer requests at a time instead of letting everybody wait'),
    maxConcurrent: z
      .int()
      .min(1)
      .max(10_000)
      .default(200)
      .describe('Requests answered at the same time at most; fewer while the process is late. More are told to come back'),
    pollMs: milliseconds.default(3_000).describe('Time between two rounds of asking the agencies to describe themselves'),
    maxAnswerBytes: z.int().min(10_000).max(1_000_000_000).default(16_777_216).describe('Largest answer of an agency'),
  })
  .refine(({ host, tls }) => LOOPBACK.includes(host ?? '127.0.0.1') || tls !== undefined, {
    when: always,
    path: ['tls'],
    message: 'listening beyond this machine needs TLS 1.3: name the files of key and certificate, or use host 127.0.0.1',
  })
  .refine(({ host, publicHosts }) => LOOPBACK.includes(host ?? '127.0.0.1') || (publicHosts?.length ?? 0) > 0, {
    when: always,
    path: ['publicHosts'],
    message: 'listening beyond this machine needs the names by which the hub may be asked',
  })
  .refine(({ agencies, agencyTls }) => agencyTls !== undefined || agencies.every(({ url }) => !url.startsWith('https:')), {
    path: ['agencyTls'],
    message: 'an agency over https wants to see the key and certificate of the hub',
  })
export type GatewaySettings = z.input<typeof GatewaySettings>
export type ReadGatewaySettings = z.output<typeof GatewaySettings>

/** @throws {HubError} CONFIG_INVALID with all problems at once */
export function readSettings(settings: unknown): ReadGatewaySettings {
  const parsed = GatewaySettings.safeParse(settings)
  if (!parsed.success) throw new HubError('CONFIG_INVALID', { where: 'gateway settings', problems: z.prettifyError(parsed.error) })
  return parsed.data
}
