import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType, Kind, parse, print, type SelectionSetNode } from 'graphql'
import { HubError } from '../../../schema/index.ts'

/** Fields of one answered level at most that may be nested; the hub itself asks no deeper. */
const MOST_LEVELS = 6

const wrong = (problem: string): HubError => new HubError('BAD_ARGUMENT', { argument: 'fields', problem })

/**
 * Writes out what is wanted of a record: values of several parts get their parts, and every record says why its fields are null.
 *
 * @param text fields and relations as in GraphQL, without the outer braces: `sex names case { stage }`
 * @param type the agency's own type, e.g. `PgrVictimRecord`
 * @returns the text of a selection set
 * @throws {HubError} BAD_ARGUMENT
 */
export function writeSelection(text: string, type: GraphQLObjectType): string {
  let set: SelectionSetNode | undefined
  try {
    const [definition] = parse(`{ ${text} }`, { maxTokens: 2_000 }).definitions
    set = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined
  } catch {
    throw wrong(`"${text}" is no list of fields; write them like: sex names case { stage }`)
  }
  return set ? writeRecord(set, type, 1) : ''
}

function writeRecord(set: SelectionSetNode, type: GraphQLObjectType, level: number): string {
  if (level > MOST_LEVELS) throw wrong(`relations are nested deeper than ${MOST_LEVELS} levels`)
  const fields = type.getFields()
  const written = set.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD || selection.alias || (selection.arguments?.length ?? 0) > 0)
      throw wrong('fields are named plainly: no fragments, aliases or arguments')
    const name = selection.name.value
    const field = fields[name]
    if (!field || name === 'gaps') throw wrong(`${type.name} has no field "${name}"`)
    const inner = getNamedType(field.type)
    if (!isObjectType(inner)) return name
    if (isValue(inner)) return selection.selectionSet ? print(selection) : `${name} { ${partsOf(inner)} }`
    if (!selection.selectionSet) throw wrong(`${name} leads to other records: say which of their fields, e.g. ${name} { id }`)
    return `${name} ${writeRecord(selection.selectionSet, inner, level + 1)}`
  })
  return `{ id ${written.join(' ')} gaps { field reason } }`
}

/** Records have an id, values of several parts (a name, a document) have none. */
const isValue = (type: GraphQLObjectType): boolean => type.getFields().id === undefined

const partsOf = (type: GraphQLObjectType): string =>
  Object.values(type.getFields())
    .filter(({ type: part }) => isLeafType(getNamedType(part)))
    .map(({ name }) => name)
    .join(' ')
