import {
  type AgencyModel,
  diffPolicies,
  type FieldChange,
  type Predicate,
  type Recipient,
  type RecordKindName,
  viewerOf,
} from '../../schema/index.ts'
import { heldPolicyOf } from './agencies.ts'
import type { RowCounter } from './count-rows.ts'
import { type CountedDiff, type CountedField, type Counts, changeOf, shownText } from './diff-text.ts'

/** What a new version of an agency's folder opens and closes, with the rows where its data can be read. */
export async function countedDiff(
  [before, after]: readonly [AgencyModel, AgencyModel],
  day: string,
  counter: RowCounter | undefined,
): Promise<CountedDiff> {
  const { agency, fromVersion, toVersion, changes } = diffPolicies(heldPolicyOf(before), heldPolicyOf(after), after.vocabulary, day)
  const recipients = []
  for (const { recipient, fields, rows } of changes) {
    const counted: CountedField[] = []
    for (const change of fields) counted.push(await countedField(counter, recipient, change))
    const records = []
    for (const { kind, opens, closes } of rows) records.push({ kind, ...(await counts(counter, recipient, kind, { opens, closes })) })
    recipients.push({ recipient, fields: counted, records })
  }
  return { agency, fromVersion, toVersion, isCounted: counter !== undefined, recipients }
}

async function countedField(counter: RowCounter | undefined, recipient: Recipient, change: FieldChange): Promise<CountedField> {
  const { coordinate, name, before, after, opens, closes, opensInFull, closesInFull } = change
  // A field that was shown coarser and is shown in full now opens its rows as well.
  const wider = { opens: opens.op === 'false' ? opensInFull : opens, closes: closes.op === 'false' ? closesInFull : closes }
  return {
    coordinate: name,
    before: shownText(before),
    after: shownText(after),
    change: changeOf(change),
    rows: coordinate.kind === undefined ? { opened: null, closed: null } : await counts(counter, recipient, coordinate.kind, wider),
  }
}

/** One statement at a time: the database has other work. */
async function counts(
  counter: RowCounter | undefined,
  recipient: Recipient,
  kind: RecordKindName,
  { opens, closes }: { readonly opens: Predicate; readonly closes: Predicate },
): Promise<Counts> {
  const count = async (where: Predicate): Promise<number | null> =>
    counter === undefined || where.op === 'false' ? null : counter.count(kind, where, viewerOf(recipient))
  return { opened: await count(opens), closed: await count(closes) }
}
