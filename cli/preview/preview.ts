import { type Engine, explainStatement, type StatementPlan } from '../../adapters/index.ts'
import { type AgencyModel, type Explanation, explain, type RecordKindName, type Viewer } from '../../schema/index.ts'
import { type AnsweredRecord, createAsker, type RunStatement } from '../../subgraphs/index.ts'
import { heldPolicyOf } from '../policy/agencies.ts'

export interface PreviewOptions {
  readonly viewer: Viewer
  /** ISO date: rules and consents hold as on that day. */
  readonly day: string
  /** @default every kind that the agency maps */
  readonly kind?: RecordKindName | undefined
  /** Records of each kind at most, 1–100. */
  readonly rows: number
  /** Also how the database would run each statement. @default false */
  readonly withSql?: boolean | undefined
}

/** A statement that was run for the sample. Without its parameters: they are keys of records. */
export interface PreviewedStatement extends Pick<RunStatement, 'sql' | 'rows' | 'durationMs'> {
  readonly plan: StatementPlan
}

export interface KindPreview {
  readonly kind: RecordKindName
  readonly records: readonly AnsweredRecord[]
  readonly hasMore: boolean
  /** Of every field that is withheld in some record of the sample, or could be, or is shown in a coarser form. */
  readonly reasons: readonly Pick<Explanation, 'coordinate' | 'effect' | 'text'>[]
  readonly statements: readonly PreviewedStatement[]
}

export interface Preview {
  readonly agency: string
  readonly policyVersion: number
  readonly viewer: Viewer
  readonly day: string
  readonly kinds: readonly KindPreview[]
}

/** Longest time for one kind, milliseconds: a person waits at the terminal. */
const PATIENCE_MS = 60_000

/**
 * Reads sample records as one person would see them: what is compiled, permitted and mapped is the code that serves the hub.
 *
 * @param engine of the agency's own data, read-only; stays open
 * @throws {HubError} SOURCE_UNAVAILABLE, SCHEMA_MISMATCH, AGENCY_TIMEOUT …
 */
export async function preview(model: AgencyModel, engine: Engine, options: PreviewOptions): Promise<Preview> {
  const { viewer, day, rows } = options
  const asker = createAsker(model, engine)
  const kinds: KindPreview[] = []
  for (const kind of options.kind ? [options.kind] : model.records.keys()) {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const { records, hasMore, statements } = await asker.records({ viewer, today: day, kind, first: rows, signal })
    const planned: PreviewedStatement[] = []
    if (options.withSql)
      for (const { sql, parameters, rows: count, durationMs } of statements) {
        const plan = await explainStatement(engine, { sql, parameters }, { signal, timeoutMs: model.limits.statementMs })
        planned.push({ sql, rows: count, durationMs: Math.round(durationMs * 10) / 10, plan })
      }
    kinds.push({ kind, records, hasMore, reasons: reasonsOf(model, kind, records, options), statements: planned })
  }
  return { agency: model.agency, policyVersion: model.policy.version, viewer, day, kinds }
}

function reasonsOf(model: AgencyModel, kind: RecordKindName, records: readonly AnsweredRecord[], { viewer, day }: PreviewOptions) {
  const { policy } = heldPolicyOf(model)
  return [...(model.records.get(kind)?.fields.keys() ?? [])].flatMap((field) => {
    const { coordinate, effect, text, grants } = explain({
      policy,
      vocabulary: model.vocabulary,
      viewer,
      coordinate: { kind, field },
      today: day,
    })
    const isOf =
      effect !== 'permitted' || grants.some(({ as }) => as !== undefined) || records.some(({ gaps }) => gaps[field] === 'WITHHELD')
    return isOf ? [{ coordinate, effect, text }] : []
  })
}
