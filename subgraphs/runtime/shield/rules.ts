import { createRequire } from 'node:module'
import type { IRules } from 'graphql-shield'
import { type FieldDefinition, isHubError, type RecordKindName, type Vocabulary } from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import type { PersonRequest, RequestContext } from '../resolve/context.ts'
import type { RecordNode } from '../resolve/loader.ts'
import { hasKeptBack, isOpen, isParentOpen, isRecordNode, mayShow } from './judge-row.ts'

// The ESM build of graphql-shield does not load on current Node; the CommonJS one does, and then wants the CommonJS middleware beside it.
const load = createRequire(import.meta.url)
export const { rule, shield }: typeof import('graphql-shield') = load('graphql-shield')
export const { applyMiddleware }: typeof import('graphql-middleware') = load('graphql-middleware')
export type RuleTree = IRules
export type ShieldRule = ReturnType<ReturnType<typeof rule>>

/** A rule without memory: shield's caches may carry one row's verdict over to another. */
const plainRule = (name: string, test: (context: RequestContext) => boolean): ShieldRule =>
  rule(name, { cache: 'no_cache' })((_parent: unknown, _args: unknown, context: RequestContext) => test(context))

/** A rule on a field of a record, which the row decides. An outage while it is decided is an outage, no denial. */
const rowRule = (name: string, test: (node: RecordNode, person: PersonRequest) => Promise<boolean>): ShieldRule =>
  rule(name, { cache: 'no_cache' })(async (parent: unknown, _args: unknown, { person }: RequestContext) => {
    if (!person || !isRecordNode(parent)) return false
    try {
      return await test(parent, person)
    } catch (thrown) {
      if (isHubError(thrown)) return thrown
      throw thrown // graphql-shield takes it for a denial
    }
  })

export const denyAll = plainRule('denyAll', () => false)
/** The hub itself: every context stands for a call that it signed. */
export const isHub = plainRule('isHub', (context) => context.requestId !== '')
/** The hub on behalf of a person whose token the agency has verified. */
export const isPerson = plainRule('isPerson', ({ person }) => person !== undefined)
/** What is told of a record itself: a person to whom this very row is open. */
export const isOpenRow = (kind: RecordKindName): ShieldRule =>
  rowRule(`isOpenRow ${kind}`, (node, person) => isOpen(kind, node.row.key, person))
/** Why fields are null: as `isOpenRow`, and only where the source's reasons tell nothing of what the row keeps closed. */
export const mayExplain = (vocabulary: Vocabulary, kind: RecordKindName): ShieldRule =>
  rowRule(
    `mayExplain ${kind}`,
    async (node, person) => (await isOpen(kind, node.row.key, person)) && (await hasKeptBack(vocabulary, node, person)),
  )
/** A person to whom the field may be shown in this row, in the form in which it came. */
export const maySee = (kind: RecordKindName, field: string, definition: FieldDefinition): ShieldRule =>
  rowRule(`maySee ${kind}.${field}`, (node, person) => mayShow(node, field, definition, person))
/** A relation to one record: a person to whom that record's own row is open. */
export const mayFollow = (kind: RecordKindName, relation: string, to: RecordKindName): ShieldRule =>
  rowRule(
    `mayFollow ${kind}.${relation}`,
    async (node, person) => (await isOpen(kind, node.row.key, person)) && (await isParentOpen(node, relation, to, person)),
  )
/** A relation to many: each of them is judged by itself. */
export const mayList = (kind: RecordKindName, relation: string, to: RecordKindName): ShieldRule =>
  rowRule(
    `mayList ${kind}.${relation}`,
    async (node, person) => !opensNothing(person.profile.accessOf(to)) && (await isOpen(kind, node.row.key, person)),
  )
