import { and, FALSE, not, or, type Predicate } from '../policy/predicate.ts'
import { fieldOf } from '../vocabulary/kinds.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../vocabulary/types.ts'
import type { RecordModel } from './model.ts'
import type { WrittenCondition } from './policy.ts'
import { codesOf } from './resolve-codes.ts'
import { asList, asText, type ResolveContext } from './resolve-context.ts'
import { checkValue } from './resolve-plan.ts'
import { untestable } from './resolve-record.ts'

export interface ConditionContext extends ResolveContext {
  readonly records: ReadonlyMap<RecordKindName, RecordModel>
}

/** Parts of one condition, its names written out: names that name names twice could otherwise double without end. */
const MOST_PARTS = 500

/**
 * A condition as a person writes it, as a predicate; names written out. What cannot be resolved is FALSE, beside its problem.
 *
 * @param open names that lead here: a condition's own, to find a circle
 */
export const resolveCondition = (
  context: ConditionContext,
  path: string,
  written: WrittenCondition,
  open: readonly string[] = [],
): Predicate => resolvePart({ ...context, budget: { left: MOST_PARTS, path } }, path, written, open)

interface PartContext extends ConditionContext {
  /** Parts that may still be written out, for the condition at that place. */
  readonly budget: { left: number; readonly path: string }
}

function resolvePart(context: PartContext, path: string, written: WrittenCondition, open: readonly string[]): Predicate {
  const { file, problems, budget } = context
  if (budget.left <= 0) {
    problems.add(budget.path, `has more than ${MOST_PARTS} parts when its names are written out`, 'say it in fewer, or in several rules')
    return FALSE
  }
  budget.left -= 1
  const nested = (part: WrittenCondition, at: string): Predicate => resolvePart(context, at, part, open)
  if (typeof written === 'string') {
    const named = Object.hasOwn(file.conditions, written) ? file.conditions[written] : undefined
    if (named === undefined) problems.unknown(path, 'name under conditions', written, Object.keys(file.conditions))
    else if (open.includes(written)) problems.add(path, `"${written}" leads back to itself`, 'write one of the conditions out')
    else return resolvePart(context, `conditions.${written}`, named, [...open, written])
    return FALSE
  }
  if (isAll(written)) return and(written.all.map((part, index) => nested(part, `${path}.all.${index}`)))
  if (isAny(written)) return or(written.any.map((part, index) => nested(part, `${path}.any.${index}`)))
  if (isNot(written)) return not(nested(written.not, `${path}.not`))
  if ('consent' in written && typeof written.consent === 'string') return consent(context, `${path}.consent`, written.consent)
  if ('involvement' in written && isSide(written.involvement)) return involvement(context, `${path}.involvement`, written.involvement)
  return and(Object.entries(written).map(([coordinate, test]) => fieldTest(context, `${path}.${coordinate}`, coordinate, test)))
}

const isAll = (written: object): written is { readonly all: readonly WrittenCondition[] } => 'all' in written && Array.isArray(written.all)
const isAny = (written: object): written is { readonly any: readonly WrittenCondition[] } => 'any' in written && Array.isArray(written.any)
const isNot = (written: object): written is { readonly not: WrittenCondition } => 'not' in written
const isSide = (value: unknown): value is 'made' | 'received' | 'either' => value === 'made' || value === 'received' || value === 'either'

function consent({ file, problems }: ConditionContext, path: string, scope: string): Predicate {
  if (!codesOf('consent-scope').includes(scope)) problems.unknown(path, 'consent scope', scope, codesOf('consent-scope'))
  if (file.consents === undefined)
    problems.add(path, 'asks for a consent, but the file maps none', 'map the table of consents under `consents`')
  return { op: 'consent', scope }
}

function involvement({ records, problems }: ConditionContext, path: string, side: 'made' | 'received' | 'either'): Predicate {
  const referral = records.get('ReferralRecord')
  const wanted = side === 'made' ? ['fromAgency'] : side === 'received' ? ['toAgency'] : ['fromAgency', 'toAgency']
  if (!wanted.some((field) => referral?.fields.has(field)))
    problems.add(
      path,
      `needs ReferralRecord.${wanted.join(' or ')}, which the file does not map`,
      'map ReferralRecord with the agencies that refer and are asked',
    )
  return { op: 'involvement', side }
}

function fieldTest(context: ConditionContext, path: string, coordinate: string, test: unknown): Predicate {
  const { vocabulary, records, problems } = context
  const [kindName = '', field = ''] = coordinate.split('.')
  const kind = RECORD_KIND_NAMES.find((name) => name === kindName)
  if (kind === undefined) {
    problems.unknown(path, 'record kind', kindName, RECORD_KIND_NAMES)
    return FALSE
  }
  const definition = fieldOf(vocabulary, kind, field)
  const mapped = records.get(kind)?.fields.get(field)
  if (!definition) problems.unknown(path, `field of ${kind}`, field, Object.keys(vocabulary.kinds[kind].fields))
  else if (!mapped) problems.add(path, 'is not mapped by this file', 'map the field, or leave the condition out')
  if (!definition || !mapped) return FALSE

  const hindrance =
    untestable(mapped.reader, definition.type) ??
    (definition.list ? 'holds many values' : definition.type === 'int' ? 'is a number' : undefined)
  if (hindrance !== undefined)
    problems.add(path, `${hindrance}, so no condition can test it`, 'use a field of one code, date, text or yes/no')

  if (isDateTest(test)) {
    if (definition.type !== 'date') problems.add(path, 'is no date', 'give a value or a list of values')
    for (const bound of [test.before, test.after])
      if (bound !== undefined) checkValue(context, path, { ...definition, type: 'date' }, bound)
    return { op: 'date', kind, field, ...test }
  }
  const values = isValues(test) ? asList<string | boolean>(test).map(asText) : []
  if (values.length === 0) problems.add(path, 'gives nothing to compare with', 'give a value, a list, or before/after/withinDays')
  if (definition.type === 'date') problems.add(path, 'compares a date with a value', 'use before, after or withinDays')
  for (const value of values) checkValue(context, path, definition, value)
  return { op: 'in', kind, field, values }
}

const isValues = (test: unknown): test is string | boolean | readonly string[] =>
  typeof test === 'string' || typeof test === 'boolean' || (Array.isArray(test) && test.every((value) => typeof value === 'string'))

const isDateTest = (test: unknown): test is { before?: string; after?: string; withinDays?: number } =>
  typeof test === 'object' && test !== null && !Array.isArray(test)
