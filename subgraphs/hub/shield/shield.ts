import { createRequire } from 'node:module'
import { type GraphQLResolveInfo, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql'
import type { IMiddlewareFunction } from 'graphql-middleware'
import { HubError, opensRecords, type RecordKindName } from '../../../schema/index.ts'
import type { HubContext } from '../context.ts'

import { type Directory, heldKinds } from '../directory.ts'

// The ESM build of graphql-shield does not load on current Node; the CommonJS one does, and then wants the CommonJS middleware beside it.
const load = createRequire(import.meta.url)
const { rule, shield }: typeof import('graphql-shield') = load('graphql-shield')
const { applyMiddleware }: typeof import('graphql-middleware') = load('graphql-middleware')

type ShieldRule = ReturnType<ReturnType<typeof rule>>
export type TypeRules = Readonly<Record<string, ShieldRule>>
/** One rule for a whole type, or one for each of its fields. */
export type RuleTable = Readonly<Record<string, ShieldRule | TypeRules>>

type Test = (context: HubContext) => true | HubError
/** What each rule asks, for the fields that need not wait for it. */
const testOf = new WeakMap<ShieldRule, Test>()

/** A rule without memory: shield's caches may carry one verdict over to another request. */
function plainRule(name: string, test: Test): ShieldRule {
  const made = rule(name, { cache: 'no_cache' })((_parent: unknown, _args: unknown, context: HubContext) => test(context))
  testOf.set(made, test)
  return made
}

const isAnybody = plainRule('isAnybody', () => true)
const isSignedIn = plainRule('isSignedIn', ({ request }) => request.viewer !== null || new HubError('UNAUTHENTICATED'))
const mayAskFor = (kind: RecordKindName): ShieldRule =>
  plainRule(`mayAskFor ${kind}`, ({ request: { viewer } }) => {
    if (!viewer) return new HubError('UNAUTHENTICATED')
    return opensRecords(viewer.purpose) || new HubError('RECORD_KIND_FORBIDDEN', { kind, purpose: viewer.purpose })
  })
// One rule of a name: graphql-shield refuses two.
const [mayAskForCases, mayAskForVictims, mayAskForPerpetrators] = [
  mayAskFor('CaseRecord'),
  mayAskFor('VictimRecord'),
  mayAskFor('PerpetratorRecord'),
]
const [mayAskForReferrals, mayAskForTotals] = [mayAskFor('ReferralRecord'), mayAskFor('ReportedTotal')]
/** What lies behind a root field that was let through. */
const mayAskForRecords = plainRule(
  'mayAskForRecords',
  ({ request: { viewer } }) => (viewer !== null && opensRecords(viewer.purpose)) || new HubError('UNAUTHENTICATED'),
)
const denyAll = plainRule('denyAll', () => new HubError('UNAUTHENTICATED'))

/** Types that only a root field of records leads to. */
const RECORD_TYPES = [
  'Authority',
  'Case',
  'ConsolidatedBoolean',
  'ConsolidatedCode',
  'ConsolidatedCodes',
  'ConsolidatedDate',
  'ConsolidatedInt',
  'Discrepancy',
  'DiscrepancyValue',
  'FilterGap',
  'IdDocument',
  'Issue',
  'Milestone',
  'PageInfo',
  'Perpetrator',
  'PersonName',
  'Victim',
  ...['Case', 'Victim', 'Perpetrator', 'Referral', 'ReportedTotal'].flatMap((prefix) => [`${prefix}Connection`, `${prefix}Edge`]),
] as const

/** Types of what policies say; no record is in them. */
const PERMISSION_TYPES = [
  'AgencyPermissions',
  'EmergencyTerms',
  'ExplainedRule',
  'Explanation',
  'FieldPermission',
  'PermittedForm',
  'RecipientPermissions',
] as const

/** A rule for every type of the hub's subgraph, written down apart from the schema, so that a type that was forgotten keeps the hub from starting. */
export function ruleTable({ agencies }: Directory): RuleTable {
  const stubs = agencies.flatMap(({ typePrefix, kinds }) => heldKinds(kinds).map(([kind]) => `${typePrefix}${kind}`))
  return {
    Query: {
      agencies: isAnybody,
      codeLists: isAnybody,
      _service: isAnybody,
      _entities: isAnybody,
      me: isSignedIn,
      explain: isSignedIn,
      permissions: isSignedIn,
      case: mayAskForCases,
      caseByNuc: mayAskForCases,
      cases: mayAskForCases,
      perpetrator: mayAskForPerpetrators,
      perpetrators: mayAskForPerpetrators,
      referrals: mayAskForReferrals,
      reportedTotals: mayAskForTotals,
      victim: mayAskForVictims,
      victims: mayAskForVictims,
    },
    Agency: {
      code: isAnybody,
      name: isAnybody,
      institution: isAnybody,
      kinds: isAnybody,
      status: isSignedIn,
      policyVersion: isSignedIn,
      vocabularyVersion: isSignedIn,
      asOf: isSignedIn,
      problems: isSignedIn,
    },
    AgencyProblem: isSignedIn,
    CodeList: isAnybody,
    CodeLabel: isAnybody,
    Me: isSignedIn,
    ...Object.fromEntries(PERMISSION_TYPES.map((type) => [type, isSignedIn])),
    _Service: isAnybody,
    ...Object.fromEntries([...RECORD_TYPES, ...stubs].map((type) => [type, mayAskForRecords])),
  }
}

/**
 * The rule of every field.
 *
 * @throws {TypeError} where a type or field of the schema has no rule: graphql-shield would let everything through
 */
export function rulesFor(schema: GraphQLSchema, table: RuleTable): Readonly<Record<string, TypeRules>> {
  const missing: string[] = []
  const tree: Record<string, TypeRules> = {}
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    const rules: Record<string, ShieldRule> = {}
    for (const field of Object.keys(type.getFields())) {
      const found = ruleOf(table, type.name, field)
      if (found) rules[field] = found
      else missing.push(`${type.name}.${field}`)
    }
    tree[type.name] = rules
  }
  if (missing.length > 0) throw new TypeError(`The shield does not cover the hub's schema: ${missing.join(', ')}`)
  return tree
}

/**
 * Puts a rule before every resolver. The second lock: whom to ask and what is shown is decided by the agencies.
 *
 * The fields of the root are graphql-shield's. Behind them stand the same rules of the same tree without its promises: each field of a page of
 * twenty matters would be three of them, for a verdict that needs none.
 *
 * @throws {TypeError} where a type or field of the schema has no rule
 */
export function withShield(schema: GraphQLSchema, table: RuleTable): GraphQLSchema {
  const { Query = {}, ...behind } = rulesFor(schema, table)
  const root = shield(
    { Query },
    {
      fallbackRule: denyAll,
      // An outage is no denial; the edge masks what is not a HubError.
      allowExternalErrors: true,
      fallbackError: (_thrown: unknown, _parent: unknown, _args: unknown, _context: unknown, _info: GraphQLResolveInfo) =>
        new HubError('UNAUTHENTICATED'),
    },
  ).generate(schema)
  if (typeof root === 'function') throw new TypeError('graphql-shield made no tree of rules')
  return applyMiddleware(schema, { ...root, ...mapValues(behind, (rules) => mapValues(rules, atOnce)) })
}

/** @throws {TypeError} for a rule that was not made here */
function atOnce(made: ShieldRule): IMiddlewareFunction<unknown, HubContext> {
  const test = testOf.get(made)
  if (!test) throw new TypeError('A rule of the hub is made by plainRule')
  return (resolve, parent, args, context, info) => {
    const verdict = test(context)
    return verdict === true ? resolve(parent, args, context, info) : verdict
  }
}

const mapValues = <From, To>(from: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, to(value)]))

function ruleOf(table: RuleTable, type: string, field: string): ShieldRule | undefined {
  const entry = Object.hasOwn(table, type) ? table[type] : undefined
  if (entry === undefined) return undefined
  if (isTypeRules(entry)) return Object.hasOwn(entry, field) ? entry[field] : undefined
  return entry
}

const isTypeRules = (entry: ShieldRule | TypeRules): entry is TypeRules => !('resolve' in entry)
