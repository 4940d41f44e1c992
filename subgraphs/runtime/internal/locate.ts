import type { FieldFilter, Selection } from '../../../adapters/index.ts'
import {
  type AgencyModel,
  HubError,
  type LocateAnswer,
  type LocateByIdsInput,
  type LocateByKeysInput,
  type LocateFilter,
  type LocateInput,
} from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import { mayLocatePersons } from '../budget/may-show-persons.ts'
import type { CaseKeys } from '../ids/case-keys.ts'
import type { Positions } from '../ids/positions.ts'
import type { PersonRequest, RequestContext } from '../resolve/context.ts'
import { itemsOf } from './items.ts'
import type { ItemsPlans } from './items-plan.ts'
import type { Prepare } from './prepare.ts'

export type PersonContext = RequestContext & { readonly person: PersonRequest }

/** What `locate*` needs of the agency. */
export interface LocateSettings {
  readonly model: AgencyModel
  readonly prepare: Prepare
  readonly plans: ItemsPlans
  /** Keys of a request, under the secret that agencies share and the hub does not know. Undefined: none are given or understood. */
  readonly caseKeysOf: ((request: string) => CaseKeys) | undefined
  readonly positions: Positions
}

const MOST = { first: 100, caseKeys: 50, ids: 200, filters: 20, values: 200, fields: 100 } as const
const NOTHING: LocateAnswer = { items: [], hasMore: false }

/** One page of a list, in the order and direction asked for. */
export async function locate(settings: LocateSettings, input: LocateInput, context: PersonContext): Promise<LocateAnswer> {
  const { model, prepare, plans, positions } = settings
  const { kind, orderBy, first } = input
  const { person } = context
  checkLocate(input)
  const record = model.records.get(kind)
  const asked = [...new Set([...input.filter.map(({ field }) => field), ...(orderBy === undefined ? [] : [orderBy])])]
  const notHeld = record ? asked.filter((field) => record.fields.get(field)?.isFilter !== true) : [kind]
  if (notHeld.length > 0) return { notHeld }
  if (orderBy !== undefined && !model.vocabulary.kinds[kind].orderBy.includes(orderBy))
    throw new HubError('BAD_ARGUMENT', { argument: 'orderBy', problem: 'is no date field that lists of this kind are ordered by' })
  const access = person.profile.accessOf(kind)
  const hidden = asked.find((field) => !access.cells.get(field)?.some(({ as }) => as === undefined))
  if (hidden !== undefined)
    throw new HubError('FORBIDDEN_ARGUMENT', { argument: `${kind}.${hidden}`, purpose: person.profile.viewer.purpose })

  const boundTo = bindingOf(settings, input, context)
  const after = input.after === undefined ? undefined : positions.open(input.after, boundTo)
  if (input.after !== undefined && !after) throw new HubError('CURSOR_INVALID')
  if (opensNothing(access)) return NOTHING
  await withinBudget(settings, input, context)

  const selection: Selection = {
    by: 'page',
    filter: input.filter.map(toFilter),
    ...(orderBy === undefined ? {} : { orderBy }),
    isDescending: input.descending,
    isBackward: input.backward,
  }
  const plan = plans(person.profile, input)
  const read = prepare(person.profile, kind, selection, plan.wanted)
  const most = Math.min(first, model.limits.rows - 1)
  const { rows: page, hasMore } = await person.reader.page(read, { first: most, ...(after ? { after } : {}) })
  const items = await itemsOf(plan, page, context, kind, settings.caseKeysOf)
  const places = positions.seal(
    page.map(({ position, key }) => position ?? { sortKey: null, key }),
    boundTo,
  )
  return { items: items.map((item, index) => ({ ...item, position: places[index] ?? null })), hasMore }
}

/** Cases by the keys of matters, as other agencies gave them in this request. */
export async function locateByKeys(settings: LocateSettings, input: LocateByKeysInput, context: PersonContext): Promise<LocateAnswer> {
  const { model, prepare, plans, caseKeysOf } = settings
  const { person, caseKeysFor } = context
  limit('caseKeys', input.caseKeys.length, MOST.caseKeys)
  checkWanted(input)
  const access = person.profile.accessOf('CaseRecord')
  if (
    !caseKeysOf ||
    caseKeysFor === undefined ||
    !model.records.get('CaseRecord')?.fields.has('nuc') ||
    opensNothing(access) ||
    access.link.op === 'false'
  )
    return NOTHING
  await withinBudget(settings, { ...input, kind: 'CaseRecord' }, context)
  const nucs = caseKeysOf(caseKeysFor)
    .open(input.caseKeys)
    .filter((nuc) => nuc !== null)
  if (nucs.length === 0) return NOTHING

  const plan = plans(person.profile, { ...input, kind: 'CaseRecord' })
  const read = prepare(person.profile, 'CaseRecord', { by: 'nucs' }, plan.wanted)
  const rows = await person.reader.byNucs(read, nucs)
  return { items: await itemsOf(plan, rows, context, 'CaseRecord', caseKeysOf), hasMore: false }
}

/** Records by their ids; those that are hidden, missing or foreign are absent alike. */
export async function locateByIds(settings: LocateSettings, input: LocateByIdsInput, context: PersonContext): Promise<LocateAnswer> {
  const { model, prepare, plans } = settings
  const { person, ids } = context
  const { kind } = input
  limit('ids', input.ids.length, MOST.ids)
  checkWanted(input)
  if (!model.records.has(kind)) return { notHeld: [kind] }
  await withinBudget(settings, input, context)
  const keys = ids.decode(kind, input.ids)
  const known = keys.filter((key) => key !== null)
  if (known.length === 0 || opensNothing(person.profile.accessOf(kind))) return NOTHING

  const plan = plans(person.profile, input)
  const read = prepare(person.profile, kind, { by: 'keys' }, plan.wanted)
  const byKey = await person.reader.byKeys(read, known)
  // In the order of the ids; an id of an older secret comes back as it was asked for.
  const found = [...new Set(known)].flatMap((key) => byKey.get(key) ?? [])
  const items = await itemsOf(plan, found, context, kind, settings.caseKeysOf)
  return {
    items: items.map((item, index) => ({ ...item, id: input.ids[keys.indexOf(found[index]?.key ?? null)] ?? item.id })),
    hasMore: false,
  }
}

/** @throws {HubError} AGENCY_BUDGET_SPENT where nobody could be shown to this account any more, and somebody might be asked for */
async function withinBudget(
  { model }: LocateSettings,
  { kind, related }: Pick<LocateByIdsInput, 'kind' | 'related'>,
  { person, allowance }: PersonContext,
): Promise<void> {
  if (!(await allowance?.isSpent())) return
  const relations = related.map(({ relation }) => relation)
  if (allowance && mayLocatePersons({ model, kind, related: relations }, person.profile)) throw allowance.refusal()
}

/** A place is of use to the same person, for the same purpose, in the same list, under the same policy. */
function bindingOf({ model }: LocateSettings, { kind, filter, orderBy, descending }: LocateInput, { person }: PersonContext): string {
  const { viewer } = person.profile
  return JSON.stringify([
    viewer.agency,
    viewer.roles,
    viewer.purpose,
    person.subject,
    kind,
    filter.map(toFilter),
    orderBy ?? null,
    descending,
    model.policy.version,
  ])
}

const toFilter = (filter: LocateFilter): FieldFilter =>
  'in' in filter
    ? { field: filter.field, in: filter.in }
    : {
        field: filter.field,
        ...(filter.from === undefined ? {} : { from: filter.from }),
        ...(filter.to === undefined ? {} : { to: filter.to }),
      }

function checkLocate(input: LocateInput): void {
  if (input.first < 1 || input.first > MOST.first)
    throw new HubError('BAD_ARGUMENT', { argument: 'first', problem: `is 1 to ${MOST.first}` })
  limit('filter', input.filter.length, MOST.filters)
  for (const filter of input.filter) {
    if ('in' in filter) limit('filter.in', filter.in.length, MOST.values)
    else if (filter.from === undefined && filter.to === undefined)
      throw new HubError('BAD_ARGUMENT', { argument: 'filter', problem: 'needs `in`, `from` or `to`' })
  }
  checkWanted(input)
}

function checkWanted({ summary, related }: Pick<LocateInput, 'summary' | 'related'>): void {
  limit('summary', summary.length, MOST.fields)
  limit('related', related.length, MOST.filters)
  for (const { fields } of related) limit('related.fields', fields.length, MOST.fields)
}

function limit(argument: string, length: number, most: number): void {
  if (length > most) throw new HubError('BAD_ARGUMENT', { argument, problem: `has more than ${most} entries` })
}
