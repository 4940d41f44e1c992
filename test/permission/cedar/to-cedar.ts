import { type CompiledPolicy, type CompiledRule, type Coordinate, LINK, type Predicate } from '../../../schema/index.ts'
import { datetimeOf } from './datetime.ts'

/**
 * Our rules as Cedar policies, one for one, by their place in the file (`rule7`): so that an engine that others wrote and proved can say
 * which of them hold. A cell is the resource; what is known of its row are attributes, absent where not recorded.
 */
export const toCedar = (policy: CompiledPolicy): Readonly<Record<string, string>> => ({
  // Class 1 row by row would single people out: no rule can open records for statistics.
  statistics: 'forbid (principal, action, resource) when { context.purpose == "STATISTICS" };',
  ...Object.fromEntries(policy.rules.map((rule, place) => [`rule${place}`, ruleText(rule, policy.agency)])),
})

const ruleText = (rule: CompiledRule, owner: string): string => {
  const tests = [
    ...recipientTests(rule),
    ...emergencyTests(rule, owner),
    either(rule.coordinates.map((of) => coordinateTest(of, rule.effect))),
    condition(rule.when),
  ]
  return `${rule.effect} (principal, action, resource) when { ${tests.join(' && ')} };`
}

const text = (value: string): string => JSON.stringify(value)
const set = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`
const either = (tests: readonly string[]): string => (tests.length === 0 ? 'false' : `(${tests.join(' || ')})`)
const both = (tests: readonly string[]): string => (tests.length === 0 ? 'true' : `(${tests.join(' && ')})`)

function recipientTests({ to, purposes }: CompiledRule): readonly string[] {
  const member = ({ agency, from, until }: { readonly agency: string; readonly from?: string; readonly until?: string }): string =>
    both([
      `principal.agency == ${text(agency)}`,
      ...(from === undefined ? [] : [`context.today >= ${datetime(from)}`]),
      ...(until === undefined ? [] : [`context.today <= ${datetime(until)}`]),
    ])
  return [
    ...(to.agencies ? [`${set(to.agencies)}.contains(principal.agency)`] : []),
    ...(to.roles ? [`principal.roles.containsAny(${set(to.roles)})`] : []),
    ...(to.groups ? [either(to.groups.flat().map(member))] : []),
    ...(purposes ? [`${set(purposes)}.contains(context.purpose)`] : []),
  ]
}

/** The statement is an attribute of the request: which kind, for whom, how long, of which fields, for which record. */
function emergencyTests({ emergency, to }: CompiledRule, owner: string): readonly string[] {
  if (!emergency) return []
  const statement = 'context.emergency'
  const upTo = [0, 1, 2, 3].map(
    (most) => `(${statement}.upTo${most}.contains(resource.kind) && resource has class && resource.class <= ${most})`,
  )
  const whole = `(${statement}.whole.contains(resource.kind) && resource.field != ${text(LINK)})`
  return [
    'context has emergency',
    `${statement}.agency == ${text(owner)}`,
    `${set(emergency.kinds)}.contains(${statement}.kind)`,
    `${statement}.minutes <= ${emergency.minutes}`,
    ...(to.roles ? [`${set(to.roles)}.contains(${statement}.role)`] : []),
    ...(emergency.anyRecord ? [] : [`${statement} has record`]),
    `(!(${statement} has record) || resource.records.contains(${statement}.record))`,
    either([`${statement}.fields.contains(resource.name)`, whole, ...upTo]),
  ]
}

function coordinateTest(coordinate: Coordinate, effect: CompiledRule['effect']): string {
  if ('product' in coordinate) return 'false'
  const kind = coordinate.kind === '*' ? 'true' : `resource.kind == ${text(coordinate.kind)}`
  if ('classUpTo' in coordinate) return both([kind, 'resource has class', `resource.class <= ${coordinate.classUpTo}`])
  if (coordinate.field !== '*') return both([kind, `resource.field == ${text(coordinate.field)}`])
  return both([kind, effect === 'permit' ? `resource.field != ${text(LINK)}` : 'true'])
}

/** A condition as Cedar writes it: an attribute is tested only where the row has it. */
function condition(predicate: Predicate): string {
  switch (predicate.op) {
    case 'true':
    case 'false':
      return predicate.op
    case 'and':
      return both(predicate.of.map(condition))
    case 'or':
      return either(predicate.of.map(condition))
    case 'not':
      return `!${both([condition(predicate.of)])}`
    case 'in': {
      const name = text(`${predicate.kind}.${predicate.field}`)
      return both([`resource.row has ${name}`, `${set(predicate.values)}.contains(resource.row[${name}])`])
    }
    case 'date': {
      const name = text(`${predicate.kind}.${predicate.field}`)
      const date = `resource.dates[${name}]`
      return both([
        `resource.dates has ${name}`,
        ...(predicate.before === undefined ? [] : [`${date} < ${datetime(predicate.before)}`]),
        ...(predicate.after === undefined ? [] : [`${date} > ${datetime(predicate.after)}`]),
        ...(predicate.withinDays === undefined
          ? []
          : [`${date} >= context.today.offset(duration("-${predicate.withinDays}d"))`, `${date} <= context.today`]),
      ])
    }
    case 'consent':
      return `resource.consents.contains(${text(predicate.scope)})`
    case 'record':
      return `resource.records.contains(${text(`${predicate.kind} ${predicate.key}`)})`
    case 'involvement':
      return predicate.side === 'either' ? '!resource.involvement.isEmpty()' : `resource.involvement.contains(${text(predicate.side)})`
  }
}

const datetime = (iso: string): string => `datetime(${text(datetimeOf(iso))})`
