import { z } from 'zod'

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

/** Where one agency's adapter is. */
export const AgencySetting = z.strictObject({
  agency: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}$/)
    .describe('Code of the agency, as in its agency.yaml'),
  url: z
    .url({ protocol: /^http$/ })
    .refine((url) => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname), {
      message: 'beyond this machine needs TLS 1.3 with pinned keys, which is not there yet: use 127.0.0.1',
    })
    .refine((url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).search === '' && new URL(url).hash === '', {
      message: 'may hold no user name, query or fragment',
    })
    .describe('Base address of its adapter, e.g. http://127.0.0.1:4101'),
})
export type AgencySetting = z.infer<typeof AgencySetting>
