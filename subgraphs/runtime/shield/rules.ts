import { createRequire } from 'node:module'
import type { IRules } from 'graphql-shield'
import type { RecordKindName } from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import type { RequestContext } from '../resolve/context.ts'

// The ESM build of graphql-shield does not load on current Node; the CommonJS one does, and then wants the CommonJS middleware beside it.
const load = createRequire(import.meta.url)
export const { rule, shield }: typeof import('graphql-shield') = load('graphql-shield')
export const { applyMiddleware }: typeof import('graphql-middleware') = load('graphql-middleware')
export type RuleTree = IRules
export type ShieldRule = ReturnType<ReturnType<typeof rule>>

/** A rule without memory: shield's caches may carry one row's verdict over to another. */
const plainRule = (name: string, test: (context: RequestContext) => boolean): ShieldRule =>
  rule(name, { cache: 'no_cache' })((_parent: unknown, _args: unknown, context: RequestContext) => test(context))

export const denyAll = plainRule('denyAll', () => false)
/** The hub itself: every context stands for a call that it signed. */
export const isHub = plainRule('isHub', (context) => context.requestId !== '')
/** The hub on behalf of a person whose token the agency has verified. */
export const isPerson = plainRule('isPerson', ({ person }) => person !== undefined)
/** A person to whom some row of the kind may be visible. */
export const mayKnow = once((kind) =>
  plainRule(`mayKnow ${kind}`, ({ person }) => person !== undefined && !opensNothing(person.profile.accessOf(kind))),
)
/** A person to whom the field may be shown in some row. */
export const maySee = (kind: RecordKindName, field: string): ShieldRule =>
  plainRule(`maySee ${kind}.${field}`, ({ person }) => person?.profile.accessOf(kind).cells.has(field) === true)

/** graphql-shield refuses two rules of one name, and a kind's rule stands at many places of the tree. */
function once(make: (kind: RecordKindName) => ShieldRule): (kind: RecordKindName) => ShieldRule {
  const made = new Map<RecordKindName, ShieldRule>()
  return (kind) => {
    const known = made.get(kind) ?? make(kind)
    made.set(kind, known)
    return known
  }
}
