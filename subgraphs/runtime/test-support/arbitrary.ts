import fc from 'fast-check'
import { type CompiledRule, type Coordinate, type Predicate, type RecordKindName, TRUE, vocabulary } from '../../../schema/index.ts'
import { relationsOf, typeNameOf } from '../access/relations.ts'
import type { MemoryData, MemoryRow } from './memory-source.ts'
import { aModel, DEFAULT_RECORDS, permit } from './model.ts'

export const KINDS = ['CaseRecord', 'VictimRecord', 'ReferralRecord'] as const
const model = aModel()

/** Selections. Aliases are a function of name and arguments, so that equal keys are always the same field and every document is valid. */
const scalarField = (kind: RecordKindName) =>
  fc
    .record({
      name: fc.constantFrom('id', '__typename', 'gaps', ...Object.keys(vocabulary.kinds[kind].fields)),
      isAliased: fc.boolean(),
      of: ofNames(kind),
    })
    .map(({ name, isAliased, of }) => {
      if (name === 'gaps')
        return of === undefined
          ? 'gaps { reason field }'
          : `g_${of.join('_')}: gaps(of: ${JSON.stringify(of)}) { field why: reason __typename }`
      const type = vocabulary.kinds[kind].fields[name]?.type
      const members = type === 'names' ? ' { text type }' : type === 'documents' ? ' { n: number __typename }' : ''
      return `${isAliased ? `a_${name}: ` : ''}${name}${members}`
    })
const ofNames = (kind: RecordKindName) =>
  fc.option(
    fc.uniqueArray(
      fc.constantFrom('unheardOf', 'id', ...Object.keys(vocabulary.kinds[kind].fields), ...Object.keys(vocabulary.kinds[kind].relations)),
      { minLength: 1, maxLength: 4 },
    ),
    { nil: undefined },
  )
const directive = fc.constantFrom('', '', '', ' @include(if: $yes)', ' @skip(if: $yes)', ' @include(if: false)')

const selections = (kind: RecordKindName, depth: number): fc.Arbitrary<string> => {
  const relations = relationsOf(model, kind)
  const relation = fc
    .constantFrom(...relations)
    .chain((held) =>
      (held.through === undefined ? fc.constant('id') : selections(held.to, depth - 1)).map((inner) => `${held.name} { ${inner} }`),
    )
  const nested = fc
    .record({
      on: fc.constantFrom(typeNameOf(model, kind), kind, ''),
      inner: fc.array(scalarField(kind), { minLength: 1, maxLength: 3 }),
      directive,
    })
    .map(({ on, inner, directive }) => `...${on === '' ? '' : ` on ${on}`}${directive} { ${inner.join(' ')} }`)
  const field = fc.tuple(scalarField(kind), directive).map(([written, directive]) => insertDirective(written, directive))
  const one =
    depth > 0 ? fc.oneof({ weight: 4, arbitrary: field }, { weight: 2, arbitrary: relation }, { weight: 1, arbitrary: nested }) : field
  return fc.array(one, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '))
}
/** A directive stands between the field and its selection set. */
const insertDirective = (field: string, directive: string): string => {
  const brace = field.indexOf(' {')
  return brace < 0 ? field + directive : field.slice(0, brace) + directive + field.slice(brace)
}

export const document = fc.tuple(...KINDS.map((kind) => selections(kind, 3)), fc.boolean()).map(
  ([cases, victims, referrals, isInterface]) => `query ($r: [_Any!]!, $yes: Boolean! = true) {
    e: _entities(representations: $r) { __typename z: __typename @include(if: $yes) ... on ${isInterface ? 'CaseRecord' : 'PntlCaseRecord'} { ${cases} } ...V ... on PntlReferralRecord { ${referrals} } }
  } fragment V on PntlVictimRecord { ${victims} }`,
)

/** Policies: permits and forbids over classes and fields, some of them for some rows only, some coarser. */
const predicate: fc.Arbitrary<Predicate> = fc.constantFrom<Predicate>(
  TRUE,
  TRUE,
  { op: 'in', kind: 'CaseRecord', field: 'stage', values: ['S30'] },
  { op: 'not', of: { op: 'in', kind: 'VictimRecord', field: 'sex', values: ['M'] } },
)
const coordinate: fc.Arbitrary<Coordinate> = fc.oneof(
  fc.record({ kind: fc.constantFrom('*', ...KINDS), classUpTo: fc.nat(3) }),
  fc.constantFrom(...KINDS).chain((kind) => fc.constantFrom(...(DEFAULT_RECORDS[kind]?.fields ?? [])).map((field) => ({ kind, field }))),
)
export const rules: fc.Arbitrary<CompiledRule[]> = fc.array(
  fc
    .record({
      coordinates: fc.array(coordinate, { minLength: 1, maxLength: 3 }),
      when: predicate,
      isForbid: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      id: fc.nat(99).map((n) => `T-${n}`),
    })
    .map(({ isForbid, ...rule }) =>
      permit({ ...rule, effect: isForbid ? 'forbid' : 'permit', as: new Map([['VictimRecord.identifiedDate', 'year']]) }),
    ),
  { minLength: 1, maxLength: 5 },
)

const text = fc.option(fc.constantFrom('S30', 'M', 'F', '7', 'true', 'x', '99999999999', '"ç\u2028', '2025-03-01'), { nil: null })
const row = (kind: (typeof KINDS)[number], key: string): fc.Arbitrary<MemoryRow> => {
  const fields = DEFAULT_RECORDS[kind]?.fields ?? []
  const cells = fields.map((field) => {
    const definition = vocabulary.kinds[kind].fields[field]
    if (definition?.type === 'names')
      return fc.option(fc.array(fc.record({ type: fc.constant('CIV'), text: fc.string() }), { maxLength: 2 }), { nil: null })
    if (definition?.type === 'documents')
      return fc.option(fc.array(fc.record({ type: fc.constant('PAS'), number: fc.string() }), { maxLength: 2 }), { nil: null })
    return definition?.list ? fc.option(fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }), { nil: null }) : text
  })
  return fc.record({
    key: fc.constant(key),
    values: fc.tuple(...cells).map((values) => Object.fromEntries(fields.map((field, index) => [field, values[index] ?? null]))),
    unmapped: fc.subarray([...fields], { maxLength: 1 }),
    parents: fc
      .record({ case: fc.constantFrom('1', '2', '3', '404'), victim: fc.constantFrom('1', '2', '404') })
      .map((parents) => (kind === 'CaseRecord' ? {} : kind === 'VictimRecord' ? { case: parents.case } : parents)),
  })
}
const rowsOf = (kind: (typeof KINDS)[number]) => fc.tuple(...['1', '2', '3'].map((key) => row(kind, key)))
export const data: fc.Arbitrary<MemoryData> = fc.record({
  CaseRecord: rowsOf('CaseRecord'),
  VictimRecord: rowsOf('VictimRecord'),
  ReferralRecord: rowsOf('ReferralRecord'),
})
export const asked = fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom('1', '2', '3', '404')), { maxLength: 6 })
