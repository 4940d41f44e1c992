import type { AgencyFile } from '../../agency-file/agency-file.ts'
import type { AgencyModel } from '../../agency-file/model.ts'
import type { WrittenCondition } from '../../agency-file/policy.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../../vocabulary/types.ts'
import { covers, LINK } from '../access.ts'
import type { CompiledRule, Coordinate } from '../policy.ts'
import { whyNeverMet } from './never-opens.ts'

export type PolicyFindingCode =
  | 'POLICY_FIELD_NOT_MAPPED'
  | 'POLICY_RULE_SHADOWED'
  | 'POLICY_RULE_COVERED'
  | 'POLICY_RULE_NEVER_OPENS'
  | 'FILTER_NOT_SHARED'
  | 'FREE_TEXT_BY_CLASS'
  | 'CONDITION_UNUSED'

/** Something of a policy that is allowed and probably not meant. */
export interface PolicyFinding {
  readonly code: PolicyFindingCode
  /** Dotted path in agency.yaml. */
  readonly path: string
  readonly what: string
  readonly remedy: string
}

/** What is odd about a policy that resolves: rules that open nothing, filters that nobody may use, texts that leave by a class. Pure. */
export const checkPolicy = (model: AgencyModel, file: AgencyFile): readonly PolicyFinding[] => [
  ...model.policy.rules.flatMap((rule) => unmapped(model, rule)),
  ...model.policy.rules.flatMap((rule, index) => shadowed(model, rule, index)),
  ...model.policy.rules.flatMap((rule) => neverOpening(model, rule)),
  ...unsharedFilters(model),
  ...freeTexts(model),
  ...unusedConditions(file),
]

const pathOf = ({ id }: CompiledRule): string => `policy.rules.${id}`

function unmapped(model: AgencyModel, rule: CompiledRule): readonly PolicyFinding[] {
  if (rule.effect === 'forbid') return [] // what is not mapped yet may well be forbidden beforehand
  return rule.coordinates.flatMap((coordinate): PolicyFinding[] => {
    if ('product' in coordinate || 'classUpTo' in coordinate || coordinate.field === '*' || coordinate.field === LINK) return []
    const isMapped = RECORD_KIND_NAMES.some(
      (kind) => (coordinate.kind === '*' || coordinate.kind === kind) && model.records.get(kind)?.fields.has(coordinate.field),
    )
    return isMapped
      ? []
      : [
          {
            code: 'POLICY_FIELD_NOT_MAPPED',
            path: pathOf(rule),
            what: `${rule.id} permits ${coordinate.kind}.${coordinate.field}, which this file does not map`,
            remedy: 'map the field, or take it off the rule',
          },
        ]
  })
}

/** Fields of the agency that a rule speaks of, as `Kind.field`. */
const fieldsOf = (model: AgencyModel, rule: CompiledRule): readonly string[] =>
  [...model.records].flatMap(([kind, { fields }]) =>
    [...fields.values()]
      .filter(({ name, definition }) => rule.coordinates.some((one) => covers(one, rule.effect, kind, name, definition.class)))
      .map(({ name }) => `${kind}.${name}`),
  )

function shadowed(model: AgencyModel, rule: CompiledRule, index: number): readonly PolicyFinding[] {
  if (rule.effect !== 'permit') return []
  const own = fieldsOf(model, rule)
  const speaksOfMore = rule.coordinates.some((one) => 'product' in one || isLink(one))
  if (own.length === 0 || speaksOfMore) return []
  const always = model.policy.rules.filter((other) => other !== rule && other.when.op === 'true' && reaches(other, rule))
  const forbidden = always.filter(({ effect }) => effect === 'forbid')
  const forbiddenFields = new Set(forbidden.flatMap((other) => fieldsOf(model, other)))
  if (own.every((field) => forbiddenFields.has(field)))
    return [
      {
        code: 'POLICY_RULE_SHADOWED',
        path: pathOf(rule),
        what: `${rule.id} opens nothing: ${forbidden.map(({ id }) => id).join(', ')} forbids all of it to the same people`,
        remedy: 'drop one of them; a forbid wins whatever the order',
      },
    ]
  const covering = always.find(
    (other) =>
      other.effect === 'permit' &&
      // Of two that say the same, the first one is kept.
      (model.policy.rules.indexOf(other) < index ||
        !reaches(rule, other) ||
        fieldsOf(model, other).some((field) => !own.includes(field))) &&
      own.every((field) => fieldsOf(model, other).includes(field) && !other.as.has(field)),
  )
  return covering
    ? [
        {
          code: 'POLICY_RULE_COVERED',
          path: pathOf(rule),
          what: `${rule.id} opens nothing that ${covering.id} does not open to the same people anyway`,
          remedy: 'drop it, or make the other one narrower',
        },
      ]
    : []
}

/** A field that is not mapped is told by name; here the rule as a whole opens nothing. */
function neverOpening(model: AgencyModel, rule: CompiledRule): readonly PolicyFinding[] {
  if (rule.effect === 'forbid') return []
  const namesFields = rule.coordinates.some((one) => 'product' in one || isLink(one) || ('field' in one && one.field !== '*'))
  const nothing = !namesFields && fieldsOf(model, rule).length === 0 ? 'nothing of what it names is mapped' : undefined
  const why = nothing ?? whyNeverMet(model, rule)
  return why === undefined
    ? []
    : [
        {
          code: 'POLICY_RULE_NEVER_OPENS',
          path: pathOf(rule),
          what: `${rule.id} can never open anything: ${why}`,
          remedy: 'map what it asks for, or drop the rule: who reads the policy believes that it opens something',
        },
      ]
}

const isLink = (coordinate: Coordinate): boolean => !('product' in coordinate) && 'field' in coordinate && coordinate.field === LINK

/** Whether everybody whom `narrow` is for is also somebody whom `wide` is for. */
const reaches = (wide: CompiledRule, narrow: CompiledRule): boolean =>
  contains(wide.to.agencies, narrow.to.agencies) &&
  contains(wide.to.roles, narrow.to.roles) &&
  (wide.to.groups === undefined || JSON.stringify(wide.to.groups) === JSON.stringify(narrow.to.groups)) &&
  contains(wide.purposes, narrow.purposes) &&
  !('emergency' in wide && wide.emergency !== undefined)

const contains = <T>(wide: readonly T[] | undefined, narrow: readonly T[] | undefined): boolean =>
  wide === undefined || (narrow?.every((one) => wide.includes(one)) ?? false)

function unsharedFilters(model: AgencyModel): readonly PolicyFinding[] {
  return [...model.records].flatMap(([kind, { fields }]) =>
    [...fields.values()]
      .filter(({ name, definition, isFilter }) => isFilter && !isSharedInFull(model, kind, name, definition.class))
      .map(
        ({ name }): PolicyFinding => ({
          code: 'FILTER_NOT_SHARED',
          path: `records.${kind}.filter`,
          what: `${kind}.${name} may be filtered by, but no rule shows it to anybody in full`,
          remedy: 'take it off `filter`: who may not see a field may not filter by it either',
        }),
      ),
  )
}

const isSharedInFull = ({ policy }: AgencyModel, kind: RecordKindName, name: string, fieldClass: number): boolean =>
  policy.rules.some(
    (rule) =>
      rule.effect === 'permit' &&
      !rule.as.has(`${kind}.${name}`) &&
      rule.coordinates.some((one) => covers(one, 'permit', kind, name, fieldClass)),
  )

/** Numbers of the institution's own files. */
const REFERENCES = new Set(['localRef', 'localCode'])

/** Texts that people type may hold anything; they leave the institution only where a rule names them. */
function freeTexts(model: AgencyModel): readonly PolicyFinding[] {
  return model.policy.rules
    .filter(({ effect, to }) => effect === 'permit' && !isOwn(model, to.agencies))
    .flatMap((rule) =>
      [...model.records].flatMap(([kind, { fields }]) =>
        [...fields.values()]
          .filter(({ name, definition, reader }) => {
            if (definition.type !== 'text' || reader.read === 'constant' || definition.class < 2 || REFERENCES.has(name)) return false
            const isNamed = rule.coordinates.some((one) => 'field' in one && one.field === name)
            return !isNamed && rule.coordinates.some((one) => covers(one, 'permit', kind, name, definition.class))
          })
          .map(
            ({ name }): PolicyFinding => ({
              code: 'FREE_TEXT_BY_CLASS',
              path: pathOf(rule),
              what: `${rule.id} shows ${kind}.${name}, a text as people type it, to others without naming it`,
              remedy: `name ${kind}.${name} in the rule if that is meant, or forbid it`,
            }),
          ),
      ),
    )
}

const isOwn = ({ agency, institution }: AgencyModel, agencies: readonly string[] | undefined): boolean =>
  agencies?.every((code) => code === agency || code === institution) ?? false

function unusedConditions({ conditions, policy }: AgencyFile): readonly PolicyFinding[] {
  const used = new Set(policy.rules.flatMap(({ when }) => (when === undefined ? [] : namesIn(when))))
  for (const name of used) for (const inner of namesIn(conditions[name] ?? '')) used.add(inner)
  return Object.keys(conditions)
    .filter((name) => !used.has(name))
    .map((name) => ({
      code: 'CONDITION_UNUSED',
      path: `conditions.${name}`,
      what: `condition ${name} is used by no rule`,
      remedy: 'use it, or drop it',
    }))
}

const namesIn = (condition: WrittenCondition): readonly string[] => {
  if (typeof condition === 'string') return [condition]
  if ('all' in condition && Array.isArray(condition.all)) return condition.all.flatMap(namesIn)
  if ('any' in condition && Array.isArray(condition.any)) return condition.any.flatMap(namesIn)
  if ('not' in condition && isCondition(condition.not)) return namesIn(condition.not)
  return []
}
const isCondition = (value: unknown): value is WrittenCondition =>
  typeof value === 'string' || (typeof value === 'object' && value !== null)
