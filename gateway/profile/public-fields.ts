import { Kind, type SelectionSetNode } from 'graphql'

/** What anyone may ask without a token: root fields, and below `agencies` these fields only. Class 0 of the shared language. Introspection tells of these alone. */
const PUBLIC_ROOTS: ReadonlySet<string> = new Set(['codeLists', 'agencies', '__typename', '__schema', '__type'])
const PUBLIC_AGENCY_FIELDS: ReadonlySet<string> = new Set(['code', 'name', 'institution', 'kinds', '__typename'])

/** Whether anyone may know of a field, see {@link isPublicOperation}. */
export const isPublicField = (type: string, field: string): boolean =>
  type === 'Query' ? PUBLIC_ROOTS.has(field) : type !== 'Agency' || PUBLIC_AGENCY_FIELDS.has(field)

/**
 * Whether an operation asks for nothing that needs a token.
 *
 * @param set of an operation after `flatten`
 */
export const isPublicOperation = (set: SelectionSetNode): boolean =>
  set.selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false
    if (selection.kind === Kind.INLINE_FRAGMENT) return isPublicOperation(selection.selectionSet)
    const name = selection.name.value
    return PUBLIC_ROOTS.has(name) && (name !== 'agencies' || isPublicAgency(selection.selectionSet))
  })

const isPublicAgency = (set: SelectionSetNode | undefined): boolean =>
  set?.selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false
    if (selection.kind === Kind.INLINE_FRAGMENT) return isPublicAgency(selection.selectionSet)
    return PUBLIC_AGENCY_FIELDS.has(selection.name.value)
  }) ?? true
