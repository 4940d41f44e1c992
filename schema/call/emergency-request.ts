import { z } from 'zod'
import { EmergencyStatement } from './emergency.ts'

const { aud, kind, asker, scope } = EmergencyStatement.shape

/** What somebody asks another person to approve: a statement without its approver, times and signature. */
export const EmergencyRequest = z.strictObject({
  version: z.literal(1),
  agency: aud,
  kind,
  minutes: z.int().min(1).max(1_440),
  asker,
  scope,
})
export type EmergencyRequest = z.infer<typeof EmergencyRequest>
