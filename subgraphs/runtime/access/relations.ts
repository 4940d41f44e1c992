import type { AgencyModel, RecordKindName } from '../../../schema/index.ts'

/** A relation of the vocabulary as one agency holds it. */
export interface HeldRelation {
  readonly name: string
  readonly to: RecordKindName
  readonly many: boolean
  readonly description: string
  /** `one`: the record's own relation. `many`: the other record's relation that points back. Undefined: the agency does not map it. */
  readonly through: string | undefined
}

/** GraphQL type of the agency's records of one kind. */
export const typeNameOf = (model: AgencyModel, kind: RecordKindName): string => `${model.typePrefix}${kind}`

/** All relations of a kind, in the vocabulary's order, held or not. */
export function relationsOf(model: AgencyModel, kind: RecordKindName): readonly HeldRelation[] {
  return Object.entries(model.vocabulary.kinds[kind].relations).map(([name, { to, many, description }]) => ({
    name,
    to,
    many,
    description,
    through: many
      ? parentRelation(model, to, kind)
      : model.records.get(kind)?.parents.has(name) && model.records.has(to)
        ? name
        : undefined,
  }))
}

/** The child's mapped relation to its parent, which is the inverse of the parent's `many` relation. */
function parentRelation(model: AgencyModel, child: RecordKindName, parent: RecordKindName): string | undefined {
  const parents = model.records.get(child)?.parents
  const [name] = [...(parents ?? [])].find(([, { kind }]) => kind === parent) ?? []
  return name
}
