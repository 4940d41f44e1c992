import { z } from 'zod'

/** What the command line may ask of a running demonstration. */
export const ControlRequest = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('status') }),
  z.strictObject({ do: z.literal('start'), name: z.string() }),
  z.strictObject({ do: z.literal('stop'), name: z.string() }),
  z.strictObject({ do: z.literal('down') }),
])
export type ControlRequest = z.infer<typeof ControlRequest>

export const ServerStatus = z.object({
  name: z.string(),
  state: z.enum(['stopped', 'starting', 'running', 'failed']),
  url: z.string().optional(),
  pid: z.int().optional(),
})
export type ServerStatus = z.infer<typeof ServerStatus>

export const ControlAnswer = z.object({ ok: z.boolean(), message: z.string().optional(), servers: z.array(ServerStatus).optional() })
export type ControlAnswer = z.infer<typeof ControlAnswer>
