import { z } from 'zod'

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])
const Pin = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

/** Where one agency's adapter is, and by which key it is known. */
export const AgencySetting = z
  .strictObject({
    agency: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,63}$/)
      .describe('Code of the agency, as in its agency.yaml'),
    url: z
      .url({ protocol: /^https?$/ })
      .refine((url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).search === '' && new URL(url).hash === '', {
        message: 'may hold no user name, query or fragment',
      })
      .describe('Base address of its adapter, e.g. https://adapter.example:4101; http on this machine only'),
    pins: z
      .array(Pin)
      .min(1)
      .max(4)
      .optional()
      .describe(
        "SHA-256 of its TLS key (SubjectPublicKeyInfo), base64; two while a key is changed. The certificate's issuer and name are not looked at",
      ),
  })
  .refine(({ url }) => !url.startsWith('http:') || !URL.canParse(url) || LOOPBACK.has(new URL(url).hostname), {
    path: ['url'],
    message: 'beyond this machine agencies are asked over https only, TLS 1.3 with pinned keys',
  })
  .refine(({ url, pins }) => !url.startsWith('https:') || pins !== undefined, {
    path: ['pins'],
    message: "https needs the SHA-256 of the agency's TLS key: nobody else vouches for it",
  })
export type AgencySetting = z.infer<typeof AgencySetting>
