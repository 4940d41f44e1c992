import { readFileSync } from 'node:fs'
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { createRemoteKeys } from '../../platform/index.ts'
import { ISSUER_NAME, type TrustedIssuer } from '../../schema/index.ts'

/** Whether a host of a URL is this machine. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)

export const IssuerSettings = z
  .strictObject({
    issuer: z.string().max(200).regex(ISSUER_NAME, 'the name of an issuer holds no white space').describe('Value of `iss` in its tokens'),
    jwksUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !URL.canParse(url) || url.startsWith('https:') || isLoopback(new URL(url).hostname), {
        message: 'beyond this machine keys are fetched over https only',
      })
      .optional()
      .describe('Where its public keys are; fetched anew each minute, so that rotated keys are found without a restart'),
    jwksFile: z
      .string()
      .min(1)
      .optional()
      .describe('File with its public keys, a JSON Web Key Set; read again when an unknown key is named'),
    agencies: z.array(code).min(1).describe('Agencies whose people it may vouch for'),
    roles: z.array(code).min(1).describe('Roles that it may give'),
    maxTokenMinutes: z
      .int()
      .min(1)
      .max(1_440)
      .default(5)
      .describe('Longest life of its tokens in minutes; more than 5 for a demo issuer only'),
  })
  .refine((issuer) => (issuer.jwksUrl === undefined) !== (issuer.jwksFile === undefined), {
    message: 'give exactly one of jwksUrl and jwksFile',
  })
export type IssuerSettings = z.infer<typeof IssuerSettings>

/** An issuer with its keys. */
export interface Issuer extends TrustedIssuer {
  readonly maxTokenSeconds: number
  readonly keys: JWTVerifyGetKey
}

/**
 * @param monotonicMs the clock by which a key file is read again, at most every few seconds
 * @throws where a key file cannot be read or holds no key set
 */
export const toIssuers = (
  settings: readonly IssuerSettings[],
  monotonicMs: () => number = () => performance.now(),
): ReadonlyMap<string, Issuer> =>
  new Map(
    settings.map((issuer) => [
      issuer.issuer,
      { ...issuer, maxTokenSeconds: issuer.maxTokenMinutes * 60, keys: keysOf(issuer, monotonicMs) },
    ]),
  )

function keysOf({ jwksUrl, jwksFile }: IssuerSettings, monotonicMs: () => number): JWTVerifyGetKey {
  if (jwksUrl !== undefined) return createRemoteKeys({ url: jwksUrl, monotonicMs })
  return fileKeys(jwksFile ?? '', monotonicMs)
}

const REREAD_MS = 5_000
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** Keys of a file, which may be replaced while the hub runs. Read again at most every few seconds: unknown key ids are free to send. */
function fileKeys(file: string, monotonicMs: () => number): JWTVerifyGetKey {
  const read = () => createLocalJWKSet(KeySet.parse(JSON.parse(readFileSync(file, 'utf8'))))
  let keys = read()
  let readAt = monotonicMs()
  return async (header, token) => {
    try {
      return await keys(header, token)
    } catch (error) {
      if (monotonicMs() - readAt < REREAD_MS) throw error
      readAt = monotonicMs()
      keys = read()
      return keys(header, token)
    }
  }
}
