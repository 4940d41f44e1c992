import { type AgencyModel, type FieldModel, HubError, type RecordModel } from '../../schema/index.ts'
import type { RecordQuery } from '../types.ts'
import { fullyVisible } from './read-plan.ts'

const ISO = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/
const MOST_VALUES = 500

/** Fields that the query filters or orders by and that this agency does not hold or does not offer for that. */
export const unofferedFields = (model: AgencyModel, { kind, selection }: Pick<RecordQuery, 'kind' | 'selection'>): readonly string[] => {
  if (selection.by !== 'page') return []
  const named = [...selection.filter.map(({ field }) => field), ...(selection.orderBy === undefined ? [] : [selection.orderBy])]
  return [...new Set(named)].filter((field) => model.records.get(kind)?.fields.get(field)?.isFilter !== true)
}

/**
 * Checks filter and order before any SQL is made.
 *
 * @returns the field that the list is ordered by
 * @throws {HubError} BAD_ARGUMENT where the agency does not offer a field, or a value has not its form; FORBIDDEN_ARGUMENT where the viewer can never see the field in full
 */
export const checkArguments = (model: AgencyModel, record: RecordModel, query: RecordQuery): FieldModel | undefined => {
  const { selection, access, viewer } = query
  if (selection.by !== 'page') return undefined
  const offered = (name: string): FieldModel => {
    const field = record.fields.get(name)
    if (!field?.isFilter)
      throw new HubError('BAD_ARGUMENT', {
        argument: `${query.kind}.${name}`,
        problem: `is not offered for filtering or ordering by ${model.agency}`,
      })
    if (fullyVisible(access.cells.get(name)).op === 'false')
      throw new HubError('FORBIDDEN_ARGUMENT', { argument: `${query.kind}.${name}`, purpose: viewer.purpose })
    return field
  }
  for (const filter of selection.filter) {
    const { definition } = offered(filter.field)
    const bad = (problem: string) => new HubError('BAD_ARGUMENT', { argument: `${query.kind}.${filter.field}`, problem })
    if ('in' in filter) {
      if (filter.in.length > MOST_VALUES) throw bad(`takes ${MOST_VALUES} values at most`)
      if (filter.in.some((value) => value.includes('\u0000'))) throw bad('takes texts without control characters')
    } else {
      if (definition.type !== 'date') throw bad('is no date and takes no range')
      for (const bound of [filter.from, filter.to])
        if (bound !== undefined && !ISO.test(bound)) throw bad('wants ISO dates such as 2024-03-01')
    }
  }
  if (selection.orderBy === undefined) return undefined
  const order = offered(selection.orderBy)
  if (order.definition.type !== 'date')
    throw new HubError('BAD_ARGUMENT', { argument: `${query.kind}.${selection.orderBy}`, problem: 'is no date and gives no order' })
  return order
}
