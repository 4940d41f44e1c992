import { z } from 'zod'

/** Accounts and tokens that are refused although they would still be good: a file that whoever runs a server may change at any time. */
export const DeniedFile = z.strictObject({
  version: z.literal(1),
  accounts: z
    .array(z.strictObject({ issuer: z.string().min(1).max(200), subject: z.string().min(1).max(200) }))
    .max(100_000)
    .describe('Accounts (`iss` and `sub`) of which no token is taken'),
  tokens: z.array(z.string().min(1).max(200)).max(100_000).describe('Single tokens (`jti`) that are taken no more'),
})
export type DeniedFile = z.infer<typeof DeniedFile>

/** Says of a verified token whether it is refused all the same. */
export type IsDenied = (claims: { readonly iss: string; readonly sub: string; readonly jti: string }) => 'account' | 'token' | undefined

/** @throws {z.ZodError | SyntaxError} where the text is not such a file */
export function readDenied(text: string): IsDenied {
  const { accounts, tokens } = DeniedFile.parse(JSON.parse(text))
  const nameOf = (issuer: string, subject: string): string => JSON.stringify([issuer, subject])
  const [disabled, revoked] = [new Set(accounts.map(({ issuer, subject }) => nameOf(issuer, subject))), new Set(tokens)]
  return ({ iss, sub, jti }) => (disabled.has(nameOf(iss, sub)) ? 'account' : revoked.has(jti) ? 'token' : undefined)
}
