import type { FieldChange, PolicyDiff, Recipient } from '../../schema/index.ts'

/** Rows of the agency's own data that a change opens or closes; null where no source was read, or the coordinate has no rows. */
export interface Counts {
  readonly opened: number | null
  readonly closed: number | null
}
export interface CountedField {
  readonly coordinate: string
  readonly before: string
  readonly after: string
  readonly change: 'gains' | 'loses' | 'gains and loses' | 'other form'
  readonly rows: Counts
}
export interface CountedRecipient {
  readonly recipient: Recipient
  readonly fields: readonly CountedField[]
  /** Whole records that become known, or are no longer known. */
  readonly records: readonly (Counts & { readonly kind: string })[]
}
export interface CountedDiff extends Pick<PolicyDiff, 'agency' | 'fromVersion' | 'toVersion'> {
  /** Whether the agency's own data were read. */
  readonly isCounted: boolean
  readonly recipients: readonly CountedRecipient[]
}

export const shownText = ({ effect, forms, emergency }: FieldChange['before']): string => {
  const shown = [...new Set(forms.map(({ as }) => as ?? 'in full'))].join(' or ')
  const usually = effect === 'withheld' ? 'withheld' : effect === 'conditional' ? `${shown}, in some rows` : shown
  const urgent = emergency.map(
    ({ as, kinds, minutes, questions, approvedBy, anyRecord }) =>
      `${as ?? 'in full'} in an emergency (${kinds.join(', ')}; ${minutes} minutes; ${questions} question${questions === 1 ? '' : 's'}; ${
        anyRecord ? 'any record' : 'one record'
      }; approved by ${approvedBy.join(' or ')})`,
  )
  return [usually, ...urgent].join('; ')
}

export const changeOf = ({ before, after, opens, closes, opensInFull, closesInFull }: FieldChange): CountedField['change'] => {
  const [gains, loses] = [opens.op !== 'false' || opensInFull.op !== 'false', closes.op !== 'false' || closesInFull.op !== 'false']
  if (gains && loses) return 'gains and loses'
  if (gains || loses) return gains ? 'gains' : 'loses'
  if (before.emergency.length !== after.emergency.length) return before.emergency.length < after.emergency.length ? 'gains' : 'loses'
  return 'other form'
}

/** The difference for a terminal. */
export function diffText({ agency, fromVersion, toVersion, recipients, isCounted }: CountedDiff): string {
  const head = `${agency}: policy version ${fromVersion} → ${toVersion}`
  if (recipients.length === 0) return `${head}\nnobody gains or loses anything`
  const parts = recipients.map(({ recipient, fields, records }) => {
    const who = `${recipient.agency}: ${recipient.role ?? 'any role'} (${recipient.purpose})`
    const width = Math.max(0, ...fields.map(({ coordinate }) => coordinate.length))
    return [
      who,
      ...fields.map(
        ({ coordinate, before, after, change, rows }) =>
          `  ${MARKS[change]} ${coordinate.padEnd(width)}  ${before} → ${after}${countText(rows)}`,
      ),
      ...records.map(({ kind, ...rows }) => `  ${kind}: whole records${countText(rows) || ' become known or are no longer known'}`),
    ].join('\n')
  })
  const note = isCounted
    ? "Rows were counted in the agency's own data, exactly; they are for the agency alone."
    : 'No rows were counted; name the data with --source.'
  return [head, ...parts, note].join('\n\n')
}

const MARKS: Readonly<Record<CountedField['change'], string>> = { gains: '+', loses: '-', 'gains and loses': '±', 'other form': '~' }

function countText({ opened, closed }: Counts): string {
  const parts = [
    ...(opened === null ? [] : [`opens ${opened} row${opened === 1 ? '' : 's'}`]),
    ...(closed === null ? [] : [`closes ${closed} row${closed === 1 ? '' : 's'}`]),
  ]
  return parts.length === 0 ? '' : `  (${parts.join(', ')})`
}
