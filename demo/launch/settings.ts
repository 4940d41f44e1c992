import { join } from 'node:path'
import { z } from 'zod'
import type { DemoHome } from '../state/home.ts'

/**
 * What one adapter's process of the demonstration is told. A file that its owner alone may read; `mode` is checked before anything else,
 * for only the demonstration knows the director's key.
 */
export const AgencySettings = z.strictObject({
  mode: z.literal('demo'),
  agency: z.string(),
  folder: z.string().describe('Folder of agency.yaml'),
  /** Connection URL, file or folder: the value of the environment variable that agency.yaml names. */
  source: z.string(),
  /** Overrides the engine of agency.yaml where the same tables lie in another one. */
  engine: z.enum(['mysql']).optional(),
  port: z.int().min(0).max(65_535),
  idSecret: z.string(),
  caseKey: z.string(),
  hubJwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }),
  issuerJwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }),
  evidenceFile: z.string(),
  policy: z.strictObject({
    directorKey: z.string().describe('Public key, PEM'),
    signatureFile: z.string(),
    stateFolder: z.string().describe('Keeps which version was served last'),
  }),
  emergency: z
    .strictObject({ approverFile: z.string(), stateFolder: z.string() })
    .optional()
    .describe('Keys of approvers, and where uses of their statements are counted'),
  tracesUrl: z.string().optional().describe('Where traces are sent; absent: no traces'),
  deniedFile: z.string().optional().describe('File of disabled accounts and revoked tokens'),
})
export type AgencySettings = z.infer<typeof AgencySettings>

export const agencySettingsFile = (home: DemoHome, code: string): string => join(home.state, `agency-${code}.json`)
export const gatewaySettingsFile = (home: DemoHome): string => join(home.state, 'gateway.json')
