import type { Vocabulary } from '../../vocabulary/kinds.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../../vocabulary/types.ts'
import { type AskedCoordinate, coordinateText, type PolicyCell, PolicyReader } from '../explain/cell.ts'
import { coordinatesOf, type HeldPolicy } from '../matrix/matrix.ts'
import { type Recipient, recipientsOf, viewerOf } from '../matrix/recipients.ts'
import type { EmergencyTerms } from '../policy.ts'
import { and, FALSE, not, type Predicate } from '../predicate.ts'
import type { Transform } from '../transforms.ts'

/** What is shown, and what a statement for an emergency opens besides, each with its terms. */
export interface ShownPart extends Pick<PolicyCell, 'effect' | 'forms'> {
  readonly emergency: readonly (EmergencyTerms & { readonly as?: Transform })[]
}

/** A field that a recipient gains or loses, in some rows at least. */
export interface FieldChange {
  readonly coordinate: AskedCoordinate
  readonly name: string
  readonly before: ShownPart
  readonly after: ShownPart
  /** Rows in which something of the field is shown now and nothing was before, and the other way round. FALSE where there are none. */
  readonly opens: Predicate
  readonly closes: Predicate
  /** Rows in which it is shown in full now and was not before (also those that `opens` names), and the other way round. */
  readonly opensInFull: Predicate
  readonly closesInFull: Predicate
}

/** Rows of one kind of which a recipient knows now and did not before, and the other way round. */
export interface RowChange {
  readonly kind: RecordKindName
  readonly opens: Predicate
  readonly closes: Predicate
}

/** What a change of a policy does to one recipient. */
export interface RecipientChange {
  readonly recipient: Recipient
  readonly fields: readonly FieldChange[]
  readonly rows: readonly RowChange[]
}

export interface PolicyDiff {
  readonly agency: string
  readonly fromVersion: number
  readonly toVersion: number
  /** Only recipients for whom something changes. */
  readonly changes: readonly RecipientChange[]
}

/**
 * What a new version of a policy opens and closes, by what the rules mean: rules that are renamed, split or put in another order change nothing.
 * A field that is mapped anew opens, one that is not mapped any more closes.
 *
 * @param today ISO date
 */
export function diffPolicies(before: HeldPolicy, after: HeldPolicy, vocabulary: Vocabulary, today: string): PolicyDiff {
  const [old, recent] = [readerOf(before, vocabulary, today), readerOf(after, vocabulary, today)]
  const coordinates = new Map(
    [...coordinatesOf(before, vocabulary), ...coordinatesOf(after, vocabulary)].map((c) => [coordinateText(c), c]),
  )
  const changes = recipientsOf([before.policy, after.policy], today).map((recipient): RecipientChange => {
    const fields = [...coordinates].flatMap(([name, coordinate]): FieldChange[] => {
      const [was, is] = [old.cell(recipient, coordinate), recent.cell(recipient, coordinate)]
      const change = {
        ...between(recent.reader, was.shown, is.shown),
        ...inFull(between(recent.reader, was.inFull, is.inFull)),
      }
      const [before, after] = [shownPart(was, old.emergency(recipient, coordinate)), shownPart(is, recent.emergency(recipient, coordinate))]
      const isSame =
        Object.values(change).every(({ op }) => op === 'false') &&
        forms(was) === forms(is) &&
        JSON.stringify(before.emergency) === JSON.stringify(after.emergency)
      return isSame ? [] : [{ coordinate, name, before, after, ...change }]
    })
    const rows = RECORD_KIND_NAMES.flatMap((kind): RowChange[] => {
      const change = between(recent.reader, old.row(recipient, kind), recent.row(recipient, kind))
      return change.opens.op === 'false' && change.closes.op === 'false' ? [] : [{ kind, ...change }]
    })
    return { recipient, fields, rows }
  })
  return {
    agency: after.policy.agency,
    fromVersion: before.policy.version,
    toVersion: after.policy.version,
    changes: changes.filter(({ fields, rows }) => fields.length > 0 || rows.length > 0),
  }
}

const WITHHELD: PolicyCell = { effect: 'withheld', forms: [], shown: FALSE, inFull: FALSE }

/** What is not mapped is not shown, whatever the policy says. */
function readerOf(held: HeldPolicy, vocabulary: Vocabulary, today: string) {
  const reader = new PolicyReader(held.policy, vocabulary, today)
  const names = new Set(coordinatesOf(held, vocabulary).map(coordinateText))
  return {
    reader,
    cell: (recipient: Recipient, coordinate: AskedCoordinate): PolicyCell =>
      names.has(coordinateText(coordinate)) ? reader.cell(viewerOf(recipient), coordinate) : WITHHELD,
    emergency: (recipient: Recipient, coordinate: AskedCoordinate): ShownPart['emergency'] =>
      names.has(coordinateText(coordinate))
        ? reader.emergencyForms(viewerOf(recipient), coordinate).flatMap(({ rule, as }) => {
            const terms = held.policy.rules.find(({ id }) => id === rule)?.emergency
            return terms ? [{ ...terms, ...(as === undefined ? {} : { as }) }] : []
          })
        : [],
    /** A row is known where any cell is shown, mapped or not: as the adapters have it. */
    row: (recipient: Recipient, kind: RecordKindName): Predicate =>
      held.kinds[kind] === undefined ? FALSE : reader.access(viewerOf(recipient), kind).row,
  }
}

function between(reader: PolicyReader, was: Predicate, is: Predicate): { readonly opens: Predicate; readonly closes: Predicate } {
  const possible = (predicate: Predicate): Predicate => (reader.isPossible(predicate) ? predicate : FALSE)
  if (JSON.stringify(was) === JSON.stringify(is)) return { opens: FALSE, closes: FALSE }
  return { opens: possible(and([is, not(was)])), closes: possible(and([was, not(is)])) }
}

const inFull = ({ opens, closes }: { readonly opens: Predicate; readonly closes: Predicate }) => ({
  opensInFull: opens,
  closesInFull: closes,
})
const shownPart = ({ effect, forms }: PolicyCell, emergency: ShownPart['emergency']): ShownPart => ({ effect, forms, emergency })
/** The coarser forms that rows may take, in order; which rule gives them does not matter. */
const forms = (cell: PolicyCell): string => [...new Set(cell.forms.map(({ as }) => as ?? 'in full'))].join()
