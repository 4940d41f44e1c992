import { type FieldNode, Kind, type SelectionSetNode, valueFromASTUntyped } from 'graphql'
import type { AgencySource, Selection } from '../../../adapters/index.ts'
import type { AgencyModel, RecordKindName } from '../../../schema/index.ts'
import { opensNothing, type Profile } from '../access/profile.ts'
import { relationsOf, typeNameOf } from '../access/relations.ts'
import { prepareRead } from '../read/queries.ts'
import { gapSourceOf, MOST_EXPLAINED, schemaMismatch } from '../values/gaps.ts'
import { type CollectedField, type CollectInput, collectFields, NotCompilable } from './collect.ts'
import type { Child, Level, Slot } from './level.ts'
import { cellPrinter, gapPrinter, labelOf } from './print.ts'

export interface LevelInput {
  readonly source: AgencySource
  readonly profile: Profile
  readonly collect: CollectInput
}

/** Compiles one place of the answer and everything below it. Only the fields that are asked for, or explained, are read. */
export function compileLevel(kind: RecordKindName, sets: readonly SelectionSetNode[], selection: Selection, input: LevelInput): Level {
  const { source, profile, collect } = input
  const { model } = source
  const definitions = model.vocabulary.kinds[kind].fields
  const relations = new Map(relationsOf(model, kind).map((relation) => [relation.name, relation]))
  const fields = collectFields(sets, typeNameOf(model, kind), collect)
  const cells = places()
  const parents = places()
  const children: Child[] = []

  const subsets = ({ nodes }: CollectedField) => nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const membersOf = (field: CollectedField, typename: string) => collectFields(subsets(field), typename, collect)
  const addChild = (child: Child): number => children.push(child) - 1

  const slotOf = (key: string, field: CollectedField, place: number): Slot => {
    const { name } = field
    const label = labelOf(key, place)
    if (name === 'id') return { slot: 'id', label }
    if (name === '__typename') return { slot: 'constant', label, json: JSON.stringify(typeNameOf(model, kind)) }
    if (name === 'gaps') {
      const explained = [...new Set(writtenOf(field.nodes[0], collect.variables) ?? [...fields.values()].map((sibling) => sibling.name))]
      if (explained.length > MOST_EXPLAINED) throw new NotCompilable('gaps') // graphql-js refuses it
      const places = { cell: cells.at, parent: parents.at }
      return {
        slot: 'gaps',
        label,
        explain: explained.map((of) => ({
          field: of,
          source: gapSourceOf(model, kind, of, profile.accessOf, places),
          definition: Object.hasOwn(definitions, of) ? definitions[of] : undefined,
        })),
        print: gapPrinter(membersOf(field, 'FieldGap')),
      }
    }
    const relation = relations.get(name)
    if (relation) {
      if (relation.through === undefined || opensNothing(profile.accessOf(relation.to))) return { slot: 'constant', label, json: 'null' }
      const by: Selection = relation.many ? { by: 'parents', relation: relation.through } : { by: 'keys' }
      const level = compileLevel(relation.to, subsets(field), by, input)
      if (relation.many) return { slot: 'many', label, key, child: addChild({ by: 'children', level }) }
      const parent = parents.at(name)
      return { slot: 'one', label, key, parent, child: addChild({ by: 'parent', parent, level }) }
    }
    const definition = definitions[name]
    if (!definition || !model.records.get(kind)?.fields.has(name)) return { slot: 'constant', label, json: 'null' }
    const value = definition.type === 'names' ? 'PersonName' : 'IdDocument'
    const mismatch = mismatchOf(model, kind, name)
    return { slot: 'cell', label, key, index: cells.at(name), print: cellPrinter(definition, membersOf(field, value), label), mismatch }
  }

  const slots = [...fields].map(([key, field], place) => slotOf(key, field, place))
  const wanted = { fields: cells.names(), parents: parents.names() }
  return {
    kind,
    slots,
    children,
    needsIds: slots.some(({ slot }) => slot === 'id'),
    read: opensNothing(profile.accessOf(kind)) ? undefined : prepareRead(source, profile, kind, selection, wanted),
  }
}

/** An error holds the stack that it was made on: made where it is told, not with each plan. Made out here, so that no plan holds its document either. */
const mismatchOf = (model: AgencyModel, kind: RecordKindName, field: string) => () => schemaMismatch(model, kind, field)

/** Hands out places in a row, one per name. */
function places() {
  const names: string[] = []
  const at = (name: string): number => {
    const index = names.indexOf(name)
    return index < 0 ? names.push(name) - 1 : index
  }
  return { at, names: () => names }
}

/** The argument `of` of a `gaps` field; undefined where it is absent or null. */
function writtenOf(node: FieldNode | undefined, variables: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const argument = node?.arguments?.find(({ name }) => name.value === 'of')?.value
  if (!argument) return undefined
  const value: unknown = argument.kind === Kind.VARIABLE ? variables[argument.name.value] : valueFromASTUntyped(argument, variables)
  if (value === undefined || value === null) return undefined
  // A single value stands for a list of one (GraphQL spec, input coercion of lists).
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
}
