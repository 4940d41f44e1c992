import { createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const text = z.string().min(1).max(200)

/** Keys of those who may approve: a file of the adapter's own. Who of them is listed, the signed agency file says. */
export const ApproverFile = z.strictObject({
  version: z.literal(1),
  approvers: z
    .array(
      z.strictObject({
        issuer: text.describe('`iss` of the account'),
        account: text.describe('`sub` of the account'),
        agency: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
        key: z
          .object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/), kid: text })
          .describe('Public key (JWK); two for one account while it is changed'),
      }),
    )
    .max(1_000),
})
export type ApproverFile = z.infer<typeof ApproverFile>

/** An approver whose key is registered. */
export interface Approver {
  readonly issuer: string
  readonly account: string
  readonly agency: string
  readonly key: KeyObject
}

/** By `kid`. */
export type Approvers = ReadonlyMap<string, Approver>

/**
 * @throws {z.ZodError | SyntaxError} where the text is no such file
 * @throws {TypeError} where one key or key id stands for two accounts: one person could then be both
 */
export function readApprovers(json: string): Approvers {
  const approvers = new Map<string, Approver>()
  const accountOf = new Map<string, string>()
  for (const { issuer, account, agency, key } of ApproverFile.parse(JSON.parse(json)).approvers) {
    const name = JSON.stringify([issuer, account])
    if (approvers.has(key.kid) || (accountOf.get(key.x) ?? name) !== name) throw new TypeError('a key stands for two accounts')
    accountOf.set(key.x, name)
    approvers.set(key.kid, {
      issuer,
      account,
      agency,
      key: createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: 'jwk' }),
    })
  }
  return approvers
}

/**
 * Reads the file again with a statement when what was read is older than `rereadMs`, so that a key that is taken away opens nothing within seconds.
 * What cannot be read registers nobody: here the safe side is to refuse.
 *
 * @param monotonicMs milliseconds of a monotonic clock
 */
export function watchApprovers(file: string, rereadMs = 2_000, monotonicMs = () => performance.now()): () => Promise<Approvers> {
  let known: Approvers = new Map()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  const read = async (): Promise<void> => {
    known = await readFile(file, 'utf8')
      .then(readApprovers)
      .catch(() => new Map())
    readAt = monotonicMs()
    reading = undefined
  }
  return async () => {
    if (monotonicMs() - readAt >= rereadMs) {
      reading ??= read()
      await reading
    }
    return known
  }
}
