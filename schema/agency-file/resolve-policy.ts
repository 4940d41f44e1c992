import type { CompiledPolicy, CompiledRule, Coordinate } from '../policy/policy.ts'
import { TRUE } from '../policy/predicate.ts'
import type { Transform } from '../policy/transforms.ts'
import { fieldOf } from '../vocabulary/kinds.ts'
import { type FieldDefinition, RECORD_KIND_NAMES } from '../vocabulary/types.ts'
import type { WrittenRule } from './policy.ts'
import { type ConditionContext, resolveCondition } from './resolve-conditions.ts'
import { resolveTerms } from './resolve-emergency.ts'

const LINK = 'link'

/** The rules of the file, with coordinates parsed, groups and conditions written out. */
export const resolvePolicy = (context: ConditionContext): CompiledPolicy => {
  const { file, problems } = context
  // Also those that no rule uses yet: whoever writes the next rule takes a condition that stands in the file for a good one.
  for (const [name, condition] of Object.entries(file.conditions)) resolveCondition(context, `conditions.${name}`, condition, [name])
  const seen = new Set<string>()
  const rules = file.policy.rules.map((rule): CompiledRule => {
    const path = `policy.rules.${rule.id}`
    if (seen.has(rule.id))
      problems.add(path, 'stands twice', 'give each rule a number of its own; numbers of dropped rules are not used again')
    seen.add(rule.id)
    return resolveRule(context, path, rule)
  })
  return { agency: file.agency, version: file.policy.version, rules }
}

function resolveRule(context: ConditionContext, path: string, rule: WrittenRule): CompiledRule {
  const isPermit = 'permit' in rule
  const written = isPermit ? rule.permit : rule.forbid
  const groups = rule.to?.groups?.map((name) => groupOf(context, `${path}.to.groups`, name))
  return {
    id: rule.id,
    effect: isPermit ? 'permit' : 'forbid',
    coordinates: written.flatMap((coordinate) => resolveCoordinate(context, path, coordinate) ?? []),
    to: {
      ...(rule.to?.agencies ? { agencies: rule.to.agencies } : {}),
      ...(rule.to?.roles ? { roles: rule.to.roles } : {}),
      ...(groups ? { groups } : {}),
    },
    ...(rule.for ? { purposes: rule.for } : {}),
    when: rule.when === undefined ? TRUE : resolveCondition(context, `${path}.when`, rule.when),
    as: new Map(
      Object.entries(isPermit ? (rule.as ?? {}) : {}).flatMap(([coordinate, as]) => transformOf(context, `${path}.as`, coordinate, as)),
    ),
    because: rule.because ?? '',
    ...(isPermit && rule.emergency ? { emergency: resolveTerms(context, path, rule, rule.emergency) } : {}),
  }
}

type Member = { readonly agency: string; readonly from?: string; readonly until?: string }

function groupOf({ file, problems }: ConditionContext, path: string, name: string): readonly Member[] {
  const members = Object.hasOwn(file.policy.groups, name) ? file.policy.groups[name] : undefined
  if (!members) problems.unknown(path, 'group under policy.groups', name, Object.keys(file.policy.groups))
  return (members ?? []).map(({ agency, from, until }) => ({
    agency,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }))
}

function resolveCoordinate({ vocabulary, problems }: ConditionContext, path: string, written: string): Coordinate | undefined {
  if (written === 'indicators' || written === 'releases') return { product: written }
  const [kindName = '', part = ''] = written.split('.')
  const kind = kindName === '*' ? '*' : RECORD_KIND_NAMES.find((name) => name === kindName)
  if (kind === undefined) {
    problems.unknown(path, 'record kind', kindName, RECORD_KIND_NAMES)
    return undefined
  }
  if (part.startsWith('class<=')) return { kind, classUpTo: Number(part.slice('class<='.length)) }
  const isLink = part === LINK && (kind === 'CaseRecord' || kind === '*')
  const exists =
    part === '*' || isLink || (kind === '*' ? RECORD_KIND_NAMES : [kind]).some((name) => fieldOf(vocabulary, name, part) !== undefined)
  if (!exists) {
    const known =
      kind === '*'
        ? RECORD_KIND_NAMES.flatMap((name) => Object.keys(vocabulary.kinds[name].fields))
        : Object.keys(vocabulary.kinds[kind].fields)
    problems.unknown(path, `field of ${kind === '*' ? 'any record kind' : kind}`, part, known)
    return undefined
  }
  return { kind, field: part }
}

function transformOf({ vocabulary, problems }: ConditionContext, path: string, coordinate: string, as: Transform): [string, Transform][] {
  const [kindName = '', field = ''] = coordinate.split('.')
  const kind = RECORD_KIND_NAMES.find((name) => name === kindName)
  const definition = kind && fieldOf(vocabulary, kind, field)
  if (!definition) {
    problems.add(path, `"${coordinate}" is no field`, 'name each field in full, such as VictimRecord.birthDate')
    return []
  }
  if (!fitsTransform(definition, as)) {
    problems.add(path, `"${coordinate}" cannot be shown as ${as}: its type is ${definition.type}`, TRANSFORM_REMEDIES[as])
    return []
  }
  return [[coordinate, as]]
}

/** Whether the field's own type can hold the coarser form. */
const fitsTransform = ({ type, list, codes }: FieldDefinition, as: Transform): boolean => {
  switch (as) {
    case 'year':
      return type === 'date'
    case 'initials':
      return type === 'names' || (type === 'text' && !list)
    case 'yes-no':
      return type === 'text' && !list
    case 'age-group':
    case 'municipality':
      return codes === as
  }
}

const TRANSFORM_REMEDIES: Readonly<Record<Transform, string>> = {
  year: 'only dates have a year',
  initials: 'only names and texts have initials',
  'yes-no': 'only texts can be shown as "recorded"',
  'age-group': 'permit `ageGroup` instead',
  municipality: 'permit `municipality` instead',
}
