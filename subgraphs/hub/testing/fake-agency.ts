import { createHash } from 'node:crypto'
import {
  type AgencyDescription,
  accessFor,
  vocabulary as currentVocabulary,
  type HeldKind,
  holds,
  type JsonValue,
  type KindAccess,
  type LocateAnswer,
  type LocateByIdsInput,
  type LocateByKeysInput,
  type LocatedItem,
  type LocateFilter,
  type LocateInput,
  type RecordKindName,
  type RecordValues,
  type RelatedWanted,
  TRUE,
  type Transform,
  type Viewer,
  type Vocabulary,
  type WrittenPolicy,
} from '../../../schema/index.ts'
import type { InternalQuestion, InternalReply } from '../request.ts'
import { agencySdl } from './agency-sdl.ts'

/** One row of a fake agency. */
export interface FakeRecord {
  readonly kind: RecordKindName
  readonly key: string
  readonly fields: Readonly<Record<string, JsonValue>>
  /** Key of the case that it belongs to; its NUC is the one that joins. */
  readonly case?: string
}

type Rule = WrittenPolicy['rules'][number]

export const permit = (over: Partial<Rule> = {}): Rule => ({
  id: 'T-1',
  effect: 'permit',
  coordinates: [
    { kind: '*', classUpTo: 3 },
    { kind: 'CaseRecord', field: 'link' },
  ],
  to: {},
  purposes: ['OVERSIGHT', 'INVESTIGATION'],
  when: TRUE,
  as: {},
  because: 'a test',
  ...over,
})

export interface FakeAgencyOptions {
  readonly code: string
  readonly kinds?: readonly RecordKindName[]
  /** Fields that it does not have. */
  readonly lacks?: readonly string[]
  readonly rules?: readonly Rule[]
  readonly vocabularyVersion?: number
  readonly vocabulary?: Vocabulary
  readonly institution?: string
}

type Operation = 'locate' | 'locateByKeys' | 'locateByIds'

/** An institution's adapter in memory: it keeps the internal contract, with its policy, and counts what it is asked. */
export class FakeAgency {
  readonly description: AgencyDescription
  readonly records: FakeRecord[] = []
  readonly calls: { readonly operation: Operation; readonly input: LocateInput & LocateByKeysInput & LocateByIdsInput }[] = []
  /** Throws instead of answering. */
  fault: (() => Error) | undefined
  /** Changes an honest answer. */
  tamper: ((answer: { items: LocatedItem[]; hasMore: boolean }, operation: Operation) => unknown) | undefined

  constructor({ code, kinds = ['CaseRecord', 'VictimRecord'], lacks = [], rules = [permit()], ...rest }: FakeAgencyOptions) {
    const { vocabulary = currentVocabulary, vocabularyVersion = vocabulary.version, institution = code } = rest
    const held = (kind: RecordKindName): HeldKind => {
      const fields = Object.keys(vocabulary.kinds[kind].fields).filter((field) => !lacks.includes(field))
      return { fields, filter: fields, parents: Object.keys(vocabulary.kinds[kind].relations) }
    }
    const typePrefix = code
      .split('-')
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join('')
    this.description = {
      agency: code,
      institution,
      typePrefix,
      name: { en: `Agency ${code}`, pt: `Instituição ${code}` },
      vocabularyVersion,
      kinds: Object.fromEntries(kinds.map((kind) => [kind, held(kind)])),
      policy: { agency: code, version: 1, rules },
      sdl: agencySdl(typePrefix, kinds, vocabulary),
    }
  }

  typename(kind: RecordKindName): string {
    return `${this.description.typePrefix}${kind}`
  }

  idOf({ kind, key }: { readonly kind: RecordKindName; readonly key: string }): string {
    return createHash('sha256').update(`${this.description.agency} ${kind} ${key}`).digest('base64url').slice(0, 24)
  }

  /** Answers at `/internal` as the contract says. */
  async ask(question: InternalQuestion, viewer: Viewer, requestId: string, today: string): Promise<InternalReply> {
    const operation = /^query \w+\(\$input: (\w+)Input!\) \{ (locate\w*)\(/.exec(question.query)?.[2] as Operation // the documents of the contract
    const input = question.variables.input as LocateInput & LocateByKeysInput & LocateByIdsInput // made by the hub
    this.calls.push({ operation, input })
    await new Promise((resolve) => setImmediate(resolve))
    if (this.fault) throw this.fault()
    const answer = this.#answer(operation, input, { viewer, requestId, today })
    const given = 'items' in answer && this.tamper ? this.tamper({ items: [...answer.items], hasMore: answer.hasMore }, operation) : answer
    return { data: { [operation]: JSON.parse(JSON.stringify(given)) } }
  }

  #answer(operation: Operation, input: LocateInput & LocateByKeysInput & LocateByIdsInput, context: Asking): LocateAnswer {
    if (operation === 'locate') return this.#locate(input, context)
    const kind = operation === 'locateByKeys' ? 'CaseRecord' : input.kind
    const access = this.#access(kind, context)
    const rows = this.records.filter((record) => record.kind === kind && this.#isShown(record, access, context))
    const found =
      operation === 'locateByKeys'
        ? rows.filter((row) => this.#caseKeys(row, context).some((key) => input.caseKeys.includes(key)))
        : rows.filter((row) => input.ids.includes(this.idOf(row)))
    return { items: found.map((row) => this.#item(row, access, input, context)), hasMore: false }
  }

  #locate(input: LocateInput, context: Asking): LocateAnswer {
    const { kind, filter, orderBy, descending, backward, first, after } = input
    const held = this.description.kinds[kind]
    const notHeld = [...filter.map(({ field }) => field), ...(orderBy ? [orderBy] : [])].filter((field) => !held?.filter.includes(field))
    if (!held || notHeld.length > 0) return { notHeld: held ? notHeld : [kind] }
    const access = this.#access(kind, context)
    const rows = this.records
      .filter((record) => record.kind === kind && this.#isShown(record, access, context))
      .filter((row) => filter.every((part) => matches(this.#full(row, part.field, access, context), part)))
      .map((row) => ({ row, sortKey: orderBy === undefined ? null : this.#full(row, orderBy, access, context) }))
      .map(({ row, sortKey }) => ({ row, sortKey: typeof sortKey === 'string' ? sortKey : null }))
    const inOrder = rows.toSorted((a, b) => comparePositions(a, b, descending))
    const read = backward ? inOrder.toReversed() : inOrder
    const start = after === undefined ? undefined : readPosition(after)
    const rest = read.filter((entry) => {
      if (!start) return true
      const order = comparePositions(entry, { sortKey: start.sortKey, row: { key: start.key } }, descending)
      return backward ? order < 0 : order > 0
    })
    const items = rest.slice(0, first).map(({ row, sortKey }) => ({
      ...this.#item(row, access, input, context),
      sortKey,
      position: writePosition({ sortKey, key: row.key }),
    }))
    return { items, hasMore: rest.length > first }
  }

  #access(kind: RecordKindName, { viewer, today }: Asking): KindAccess {
    const { policy } = this.description
    const rules = policy.rules.map((rule) => ({ ...rule, as: new Map(Object.entries(rule.as) as [string, Transform][]) })) // written by tests
    return accessFor({ ...policy, rules }, currentVocabulary, kind, viewer, today)
  }

  #isShown(record: FakeRecord, access: KindAccess, context: Asking): boolean {
    return holds(access.row, this.#facts(record, context))
  }

  /** The value where it is shown in full. */
  #full(record: FakeRecord, field: string, access: KindAccess, context: Asking): JsonValue {
    const grant = access.cells.get(field)?.find(({ when }) => holds(when, this.#facts(record, context)))
    return grant && grant.as === undefined ? (record.fields[field] ?? null) : null
  }

  #facts({ kind, fields }: FakeRecord, { today }: Asking) {
    const texts = Object.entries(fields).map(([field, value]) => [`${kind}.${field}`, value === null ? null : String(value)] as const)
    return { fields: Object.fromEntries(texts), consents: [], involvement: [], today }
  }

  #caseKeys(record: FakeRecord, context: Asking): string[] {
    const matter =
      record.kind === 'CaseRecord' ? record : this.records.find(({ kind, key }) => kind === 'CaseRecord' && key === record.case)
    const nucs = matter ? [matter.fields.nuc, ...alsoKnownAs(matter)] : []
    if (!matter || !holds(this.#access('CaseRecord', context).link, this.#facts(matter, context))) return []
    return nucs.flatMap((nuc) =>
      typeof nuc === 'string' ? [createHash('sha256').update(`${context.requestId} ${nuc}`).digest('base64url').slice(0, 22)] : [],
    )
  }

  #item(
    row: FakeRecord,
    access: KindAccess,
    wanted: { summary: readonly string[]; related: readonly RelatedWanted[] },
    context: Asking,
  ): LocatedItem {
    const { id, values, gaps } = this.#values(row, access, wanted.summary, context)
    const related = wanted.related.map(({ relation, fields }) => {
      const to = currentVocabulary.kinds[row.kind].relations[relation]?.to ?? 'VictimRecord'
      const theirs = this.#access(to, context)
      const rows = this.records.filter((record) => record.kind === to && record.case === row.key && this.#isShown(record, theirs, context))
      return [relation, rows.map((record) => this.#values(record, theirs, fields, context))] as const
    })
    return {
      id,
      typename: this.typename(row.kind),
      sortKey: null,
      position: null,
      caseKeys: this.#caseKeys(row, context),
      summary: values,
      gaps,
      related: Object.fromEntries(related),
    }
  }

  #values(row: FakeRecord, access: KindAccess, fields: readonly string[], context: Asking): RecordValues {
    const held = this.description.kinds[row.kind]?.fields ?? []
    const values: Record<string, JsonValue> = {}
    const gaps: Record<string, RecordValues['gaps'][string]> = {}
    for (const field of fields) {
      const value = row.fields[field] ?? null
      const grant = access.cells.get(field)?.find(({ when }) => holds(when, this.#facts(row, context)))
      values[field] = !grant || value === null ? null : grant.as === 'year' && typeof value === 'string' ? value.slice(0, 4) : value
      if (!held.includes(field)) gaps[field] = 'NOT_HELD'
      else if (!grant) gaps[field] = 'WITHHELD'
      else if (value === null) gaps[field] = 'NOT_RECORDED'
    }
    return { id: this.idOf(row), values, gaps }
  }
}

interface Asking {
  readonly viewer: Viewer
  readonly requestId: string
  readonly today: string
}

/** A case that its agency books under further NUCs; only fakes have them, to make chains. */
const alsoKnownAs = ({ fields }: FakeRecord): readonly JsonValue[] => (Array.isArray(fields.alsoNucs) ? fields.alsoNucs : [])

interface Positioned {
  readonly sortKey: string | null
  readonly row: { readonly key: string }
}

function comparePositions(a: Positioned, b: Positioned, descending: boolean): number {
  if (a.sortKey !== b.sortKey) {
    if (a.sortKey === null) return 1
    if (b.sortKey === null) return -1
    return a.sortKey < b.sortKey !== descending ? -1 : 1
  }
  return a.row.key < b.row.key ? -1 : a.row.key > b.row.key ? 1 : 0
}

const writePosition = (position: { readonly sortKey: string | null; readonly key: string }): string =>
  Buffer.from(JSON.stringify(position).padEnd(156)).toString('base64url')
const readPosition = (text: string): { readonly sortKey: string | null; readonly key: string } =>
  JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))

function matches(value: JsonValue, part: LocateFilter): boolean {
  if (value === null) return false
  if ('in' in part) return [value].flat().some((item) => part.in.includes(String(item)))
  if (typeof value !== 'string') return false
  const [first, last] = [`${value}-01-01`.slice(0, 10), value.length === 10 ? value : `${value}-12-31`.slice(0, 10)]
  return (part.from === undefined || first >= part.from) && (part.to === undefined || last <= part.to)
}
