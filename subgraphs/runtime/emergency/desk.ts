import { join } from 'node:path'
import { nobodyDenied } from '../../../platform/index.ts'
import type { AgencyModel, EmergencyAccess, EmergencyStatement, IsDenied } from '../../../schema/index.ts'
import type { RecordIds } from '../ids/record-ids.ts'
import { watchApprovers } from './approvers.ts'
import { readAccess, type StatementQuestion, verifySigned } from './check-statement.ts'
import { type EmergencyNotice, NOTICE_FILE, openNotices } from './notices.ts'
import { EmergencyRefusal } from './refusal.ts'
import { openStatementUses } from './uses.ts'

/** Where statements for emergencies are kept account of, and whose keys verify them. */
export interface EmergencySettings {
  /** `ApproverFile`; read again when it changes. */
  readonly approverFile: string
  /** Folder of the adapter's own, kept over restarts: which statements are spent, and the notices for the owner's people. */
  readonly stateFolder: string
  /** Time for which what was read of the keys is believed, in milliseconds. @default 2000 */
  readonly rereadMs?: number | undefined
  /** Statements in force at once. @default 1000 */
  readonly capacity?: number | undefined
}

export interface DeskOptions {
  readonly model: AgencyModel
  readonly ids: RecordIds
  readonly denied?: (() => Promise<IsDenied>) | undefined
  /** Seconds since 1970 at the start. */
  readonly startedAt: number
  /** Told of each notice once it is durable, for the log that whoever watches over the adapter reads. */
  readonly onNotice?: (notice: EmergencyNotice) => void
}

/** What a statement opened for one question. */
export interface OpenedStatement {
  readonly statement: EmergencyStatement
  readonly access: EmergencyAccess
}

/** Verifies statements, counts their uses and tells the owner, all before any row is looked at. */
export interface EmergencyDesk {
  /**
   * @throws {EmergencyRefusal} the same for every cause
   * @throws {HubError} EVIDENCE_UNAVAILABLE where the use or the notice cannot be written
   */
  open(question: StatementQuestion & { readonly requestId: string }): Promise<OpenedStatement>
  close(): Promise<void>
}

const USES_FILE = 'uses.jsonl'

/** @throws {HubError} EVIDENCE_UNAVAILABLE, CONFIG_INVALID */
export async function openEmergencyDesk(settings: EmergencySettings, options: DeskOptions): Promise<EmergencyDesk> {
  const { model, ids, denied = nobodyDenied, onNotice } = options
  const approversNow = watchApprovers(settings.approverFile, settings.rereadMs)
  const uses = await openStatementUses(join(settings.stateFolder, USES_FILE), options.startedAt, settings.capacity)
  const notices = await openNotices(join(settings.stateFolder, NOTICE_FILE))
  const tell = async (notice: EmergencyNotice): Promise<void> => {
    await notices.tell(notice)
    onNotice?.(notice)
  }

  const openSigned = async (
    statement: EmergencyStatement,
    question: StatementQuestion & { readonly requestId: string },
    rules: Parameters<typeof readAccess>[2],
  ): Promise<OpenedStatement> => {
    const now = Math.max(question.now, uses.latest)
    const access = readAccess(statement, { ...question, now }, rules)
    const most = model.emergency?.questions ?? 0
    const use = { statement: statement.jti, expires: statement.exp, request: question.requestId, most }
    const taken = await uses.take(use, now, (number) =>
      tell({
        event: 'opened',
        ...aboutOf(statement, question.now),
        until: isoOf(statement.exp),
        question: number,
        of: most,
        policyVersion: model.policy.version,
      }),
    )
    if (taken !== 'taken') throw new EmergencyRefusal(taken === 'full' ? 'memory' : 'spent')
    return { statement, access }
  }

  return {
    async open(question) {
      const rules = { model, ids, approvers: await approversNow(), isDenied: await denied() }
      const statement = verifySigned(question.text, rules)
      try {
        return await openSigned(statement, question, rules)
      } catch (thrown) {
        if (thrown instanceof EmergencyRefusal) await tell({ event: 'refused', ...aboutOf(statement, question.now), check: thrown.check })
        throw thrown
      }
    },
    async close() {
      await uses.close()
      await notices.close()
    },
  }
}

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString()

const aboutOf = ({ jti, aud, kind, asker, iss, sub, scope }: EmergencyStatement, now: number) => ({
  at: isoOf(now),
  agency: aud,
  statement: jti,
  kind,
  asker,
  approver: { iss, sub },
  scope: { coordinates: [...scope.coordinates], ...(scope.record ? { record: scope.record } : {}) },
})
