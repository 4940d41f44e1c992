import { z } from 'zod'

/** Printable ASCII without blanks: what stands in one line of the file cannot begin another. */
const LINE = /^[\x21-\x7e]{1,300}$/
const uri = (form: RegExp, message: string) => z.string().regex(LINE, message).regex(form, message)

/** Whom to tell of a hole: the institution that runs this hub, not those who wrote it. */
export const SecurityContact = z.strictObject({
  contacts: z
    .array(uri(/^(mailto:[^@]+@[^@]+|https:\/\/[^/].*|tel:\+[0-9-]+)$/, 'is mailto:, https: or tel:+, e.g. mailto:security@example.org'))
    .min(1)
    .max(5)
    .describe('Addresses (mailto:, https:, tel:+), the one to try first at the front'),
  expires: z.iso.date().describe('Day until which somebody has promised to read there, ISO date; less than a year ahead'),
  encryption: uri(/^(https:\/\/[^/]|openpgp4fpr:[0-9a-f]+$)/i, 'is https: or openpgp4fpr:')
    .optional()
    .describe('Where the key is with which a report can be encrypted'),
  policy: uri(/^https:\/\/[^/]/, 'is https:')
    .optional()
    .describe('Page that says how reports are dealt with'),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1)
    .max(10)
    .default(['tet', 'pt', 'en', 'id'])
    .describe('Languages in which reports are read'),
})
export type SecurityContact = z.output<typeof SecurityContact>

/** Path where everybody looks for it. */
export const SECURITY_TXT_PATH = '/.well-known/security.txt'

/**
 * The file of RFC 9116.
 *
 * @param publicHosts names of this hub; each is an address where the file stands
 */
export function securityTxt({ contacts, expires, encryption, policy, languages }: SecurityContact, publicHosts: readonly string[]): string {
  const lines = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expires}T23:59:59Z`,
    ...(encryption === undefined ? [] : [`Encryption: ${encryption}`]),
    `Preferred-Languages: ${languages.join(', ')}`,
    ...publicHosts.map((host) => `Canonical: https://${host}${SECURITY_TXT_PATH}`),
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** Whether nobody has promised to read there any more. */
export const isContactOver = ({ expires }: SecurityContact, nowMs: number): boolean => Date.parse(`${expires}T23:59:59Z`) < nowMs
