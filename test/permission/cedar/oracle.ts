import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import {
  type CompiledPolicy,
  type Decision,
  fieldOf,
  LINK,
  type RecordKindName,
  type RowFacts,
  type Viewer,
  vocabulary,
} from '../../../schema/index.ts'
import { datetimeOf } from './datetime.ts'
import { toCedar } from './to-cedar.ts'

/** What Cedar says of one cell. */
export type CedarDecide = (
  viewer: Viewer,
  coordinate: { readonly kind: RecordKindName; readonly field: string },
  facts: RowFacts,
) => Decision

/** The policy, asked of Cedar instead of `decide`: Cedar says which permits hold and whether a forbid does; the form follows from those. */
export const createCedar = (policy: CompiledPolicy): CedarDecide => {
  const name = 'policy'
  const parsed = preparsePolicySet(name, { staticPolicies: { ...toCedar(policy) } })
  if (parsed.type === 'failure') throw new SyntaxError(parsed.errors.map(({ message }) => message).join('; '))
  return (viewer, coordinate, facts) => {
    const answer = statefulIsAuthorized({
      principal: { type: 'Viewer', id: 'viewer' },
      action: { type: 'Action', id: 'read' },
      resource: { type: 'Cell', id: 'cell' },
      context: { purpose: viewer.purpose, today: datetimeValue(facts.today), ...statementOf(viewer) },
      preparsedPolicySetId: name,
      entities: [
        { uid: { type: 'Viewer', id: 'viewer' }, attrs: { agency: viewer.agency, roles: [...viewer.roles] }, parents: [] },
        { uid: { type: 'Cell', id: 'cell' }, attrs: { ...cellAttributes(coordinate, facts) }, parents: [] },
      ],
    })
    if (answer.type === 'failure') throw new TypeError(answer.errors.map(({ message }) => message).join('; '))
    const { decision, diagnostics } = answer.response
    // A policy that fails is left out by Cedar, a forbid too: the translation would prove nothing.
    if (diagnostics.errors.length > 0) throw new TypeError(diagnostics.errors.map(({ error }) => error.message).join('; '))
    if (decision === 'deny') return { effect: 'withheld', rule: 'default' }
    return coordinate.field === LINK ? { effect: 'full', rule: LINK } : mostRevealing(policy, coordinate, diagnostics.reason)
  }
}

/** Of the permits that hold: one that shows the field in full, else the first of the file. */
function mostRevealing(policy: CompiledPolicy, { kind, field }: { kind: string; field: string }, reasons: readonly string[]): Decision {
  const permits = policy.rules.filter((_, place) => reasons.includes(`rule${place}`))
  const whole = permits.find(({ as }) => !as.has(`${kind}.${field}`))
  if (whole) return { effect: 'full', rule: whole.id }
  const [first] = permits
  const as = first?.as.get(`${kind}.${field}`)
  if (first === undefined || as === undefined) throw new TypeError('Cedar allowed by no rule of the policy')
  return { effect: 'transformed', as, rule: first.id }
}

const datetimeValue = (iso: string) => ({ __extn: { fn: 'datetime', arg: datetimeOf(iso) } })
const ISO = /^\d{4}(-\d{2}(-\d{2})?)?$/

/** The statement as an attribute of the request; its scope as sets, for Cedar looks nothing up by a name that it computes. */
function statementOf({ emergency }: Viewer) {
  if (!emergency) return {}
  const { agency, kind, role, minutes, record } = emergency
  const named = emergency.coordinates.flatMap((of) => ('product' in of ? [] : [of]))
  const upTo = (most: number) => named.flatMap((of) => ('classUpTo' in of && of.classUpTo === most ? [of.kind] : []))
  return {
    emergency: {
      agency,
      kind,
      role,
      minutes,
      fields: named.flatMap((of) => ('field' in of && of.field !== '*' ? [`${of.kind}.${of.field}`] : [])),
      whole: named.flatMap((of) => ('field' in of && of.field === '*' ? [of.kind] : [])),
      upTo0: upTo(0),
      upTo1: upTo(1),
      upTo2: upTo(2),
      upTo3: upTo(3),
      ...(record ? { record: `${record.kind} ${record.key}` } : {}),
    },
  }
}

function cellAttributes({ kind, field }: { readonly kind: RecordKindName; readonly field: string }, facts: RowFacts) {
  const known = Object.entries(facts.fields).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
  const fieldClass = fieldOf(vocabulary, kind, field)?.class
  return {
    kind,
    field,
    name: `${kind}.${field}`,
    ...(fieldClass === undefined ? {} : { class: fieldClass }),
    row: Object.fromEntries(known),
    dates: Object.fromEntries(known.filter(([, value]) => ISO.test(value)).map(([name, value]) => [name, datetimeValue(value)])),
    consents: [...facts.consents],
    involvement: [...facts.involvement],
    records: [...(facts.records ?? [])],
  }
}
