import { z } from 'zod'
import { openLineFile, readIfThere } from '../../../platform/index.ts'
import { EmergencyStatement } from '../../../schema/index.ts'

const of = EmergencyStatement.shape
const base = {
  /** ISO date-time, UTC. */
  at: z.string(),
  agency: of.aud,
  statement: of.jti,
  kind: of.kind,
  asker: of.asker,
  approver: z.strictObject({ iss: of.iss, sub: of.sub }),
  scope: of.scope,
}

/** What the owner's people read of each use and each refused try of a statement that an approver really signed. Nothing of a row. */
export const EmergencyNotice = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('opened'), ...base, until: z.string(), question: z.int(), of: z.int(), policyVersion: z.int() }),
  z.strictObject({ event: z.literal('refused'), ...base, check: z.string() }),
])
export type EmergencyNotice = z.infer<typeof EmergencyNotice>

export const NOTICE_FILE = 'notices.jsonl'

export interface Notices {
  /** @throws {HubError} EVIDENCE_UNAVAILABLE; the statement then opens nothing */
  tell(notice: EmergencyNotice): Promise<void>
  close(): Promise<void>
}

/** Refusals told of at most; whoever tries the same thing again adds no line. */
const MOST_REFUSALS = 10_000

/** An append-only file of notices. What was opened is told always, a refusal once for each statement and cause. */
export async function openNotices(path: string): Promise<Notices> {
  const lines = await openLineFile(path, { afterFailure: 'refuse' })
  const refused = new Set<string>()
  return {
    async tell(notice) {
      if (notice.event === 'refused') {
        const name = `${notice.statement} ${notice.check}`
        if (refused.has(name) || refused.size >= MOST_REFUSALS) return
        refused.add(name)
      }
      await lines.append(JSON.stringify(notice))
    },
    close: () => lines.close(),
  }
}

/** Notices of an adapter, oldest first; a line that is none is left out and counted. @throws where the file cannot be read; none where it is not there */
export async function readNotices(path: string): Promise<{ readonly notices: readonly EmergencyNotice[]; readonly unreadable: number }> {
  const lines = ((await readIfThere(path)) ?? '').split('\n').filter((line) => line !== '')
  const notices = lines.flatMap((line) => readNotice(line) ?? [])
  return { notices, unreadable: lines.length - notices.length }
}

function readNotice(line: string): EmergencyNotice | undefined {
  try {
    return EmergencyNotice.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
