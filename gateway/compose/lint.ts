import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  type TypeNode,
} from 'graphql'
import { RECORD_KIND_NAMES, type RecordKindName, type Vocabulary } from '../../schema/index.ts'
import type { CompositionProblem, LintRule } from './problems.ts'
import { typePrefixOf } from './type-prefix.ts'

/** Types of the shared language that every agency declares alike; composition itself refuses one that differs in a way that matters. */
const SHARED_TYPES: ReadonlySet<string> = new Set(['PersonName', 'IdDocument', 'FieldGap', 'GapReason', 'IsoDate', 'Code', 'Nuc', 'Money'])
const FIELDS_OF_EVERY_RECORD = ['id', 'gaps'] as const
/** What an agency may write on its definitions. Everything else could move, hide or override what belongs to others. */
const ALLOWED_DIRECTIVES: ReadonlySet<string> = new Set(['key', 'shareable', 'inaccessible', 'deprecated', 'specifiedBy', 'link'])
const MAX_SDL_CHARACTERS = 1_000_000
const MAX_SDL_TOKENS = 200_000

export interface LintOptions {
  /** The newest vocabulary that this hub speaks. */
  readonly vocabulary: Vocabulary
}

/**
 * Checks one agency's SDL by itself, before it may touch the others: its types are its own, its fields those of the shared language, nothing
 * non-null crosses agencies, no directive reaches beyond it.
 *
 * @returns all problems, in the order of the SDL; empty where it may be composed
 */
export function lintAgency(agency: string, sdl: string, { vocabulary }: LintOptions): readonly CompositionProblem[] {
  const problems: CompositionProblem[] = []
  const report = (rule: LintRule, where: string, what: string, remedy: string) => problems.push({ agency, rule, where, what, remedy })
  const document = read(sdl)
  if (!document) {
    report('SDL_UNREADABLE', '', 'its schema is no GraphQL SDL that this hub can read', 'Update the adapter, then start it again')
    return problems
  }
  const prefix = typePrefixOf(agency)
  const kindOfType = new Map<string, RecordKindName>(RECORD_KIND_NAMES.map((kind) => [`${prefix}${kind}`, kind]))
  const isKind = (name: string): name is RecordKindName => Object.hasOwn(vocabulary.kinds, name)

  for (const definition of document.definitions) {
    lintDirectives(definition, report)
    const name = 'name' in definition && definition.name ? definition.name.value : ''
    switch (definition.kind) {
      case Kind.SCHEMA_DEFINITION:
      case Kind.SCHEMA_EXTENSION:
      case Kind.DIRECTIVE_DEFINITION:
        break
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION: {
        const kind = kindOfType.get(name)
        if (kind) lintRecordType(definition, kind, vocabulary, report)
        else if (name === 'Query') lintRoot(definition, report)
        else if (!SHARED_TYPES.has(name)) reportForeign(name, prefix, report)
        break
      }
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        if (isKind(name)) lintFields(definition, name, vocabulary, report)
        else reportForeign(name, prefix, report)
        break
      default:
        if (!SHARED_TYPES.has(name) && !isFederationName(name)) reportForeign(name, prefix, report)
    }
  }
  return problems
}

type Report = (rule: LintRule, where: string, what: string, remedy: string) => void

function read(sdl: string): DocumentNode | undefined {
  if (sdl.length > MAX_SDL_CHARACTERS) return undefined
  try {
    return parse(sdl, { noLocation: true, maxTokens: MAX_SDL_TOKENS })
  } catch {
    return undefined
  }
}

/** Types and scalars that `@apollo/subgraph` prints for itself. */
const isFederationName = (name: string): boolean =>
  name === '_Any' || name === '_Entity' || name === 'FieldSet' || /^(federation|link)__/.test(name)

const reportForeign = (name: string, prefix: string, report: Report) =>
  report(
    'FOREIGN_TYPE',
    name,
    `the type ${name} is not this agency's to define`,
    `Its types are ${prefix}CaseRecord, ${prefix}VictimRecord and so on, and the interfaces of the shared language`,
  )

function lintRoot(definition: ObjectTypeDefinitionNode | ObjectTypeExtensionNode, report: Report) {
  for (const field of definition.fields ?? []) {
    const name = field.name.value
    if (name.startsWith('_') && directive(field.directives, 'inaccessible')) continue
    report(
      'ROOT_FIELD',
      `Query.${name}`,
      'an agency offers no questions of its own to the public graph',
      'Remove the field; lists are asked through the hub',
    )
  }
}

function lintRecordType(
  definition: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
  kind: RecordKindName,
  vocabulary: Vocabulary,
  report: Report,
) {
  const name = definition.name.value
  const keys = (definition.directives ?? []).filter((used) => used.name.value === 'key')
  const [key] = keys
  if (keys.length !== 1 || !key || argumentText(key, 'fields') !== 'id')
    report('SECOND_KEY', name, 'a record has exactly one key, @key(fields: "id")', 'Remove the other keys: they would open a second way in')
  const interfaces = (definition.interfaces ?? []).map((implemented) => implemented.name.value)
  if (interfaces.length !== 1 || interfaces[0] !== kind)
    report('FOREIGN_TYPE', name, `it must implement ${kind} and nothing else`, 'Generate the schema from the agency file again')
  lintFields(definition, kind, vocabulary, report)
}

function lintFields(
  definition: { readonly name: { readonly value: string }; readonly fields?: readonly FieldDefinitionNode[] | undefined },
  kind: RecordKindName,
  vocabulary: Vocabulary,
  report: Report,
) {
  const { fields, relations } = vocabulary.kinds[kind]
  const known = new Set([...Object.keys(fields), ...Object.keys(relations), ...FIELDS_OF_EVERY_RECORD])
  for (const field of definition.fields ?? []) {
    const where = `${definition.name.value}.${field.name.value}`
    if (!known.has(field.name.value))
      report(
        'FOREIGN_FIELD',
        where,
        `vocabulary ${vocabulary.version} has no such field in ${kind}`,
        'Map the column to a field of the vocabulary, or update the hub first if the field is newer than the hub',
      )
    if (field.name.value !== 'id' && isNonNull(field.type))
      report(
        'NON_NULL',
        where,
        'it is non-null, so that one missing value would erase what other agencies answered',
        'Make it nullable: only id is non-null',
      )
  }
}

function lintDirectives(definition: DefinitionNode, report: Report) {
  const nodes: { readonly at: string; readonly directives: readonly DirectiveNode[] }[] = []
  const name = 'name' in definition && definition.name ? definition.name.value : 'schema'
  if ('directives' in definition && definition.directives) nodes.push({ at: name, directives: definition.directives })
  if ('fields' in definition)
    for (const field of definition.fields ?? []) {
      nodes.push({ at: `${name}.${field.name.value}`, directives: field.directives ?? [] })
      if ('arguments' in field)
        for (const argument of field.arguments ?? [])
          nodes.push({ at: `${name}.${field.name.value}(${argument.name.value})`, directives: argument.directives ?? [] })
    }
  if ('values' in definition)
    for (const value of definition.values ?? []) nodes.push({ at: `${name}.${value.name.value}`, directives: value.directives ?? [] })
  for (const { at, directives } of nodes)
    for (const used of directives) {
      const isHidingRecord = used.name.value === 'inaccessible' && name !== 'Query'
      if (!ALLOWED_DIRECTIVES.has(used.name.value) || isHidingRecord)
        report('DIRECTIVE', at, `an agency may not use @${used.name.value}`, 'Remove it: it reaches beyond the types of this agency')
      if (
        used.name.value === 'link' &&
        !/^https:\/\/specs\.apollo\.dev\/(federation|link)\/v\d+\.\d+$/.test(argumentText(used, 'url') ?? '')
      )
        report('DIRECTIVE', at, 'an agency may link the Federation specification only', 'Remove the other @link')
    }
}

const directive = (directives: readonly DirectiveNode[] | undefined, name: string): DirectiveNode | undefined =>
  directives?.find((used) => used.name.value === name)

function argumentText(used: DirectiveNode, name: string): string | undefined {
  const value = used.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}

const isNonNull = (type: TypeNode): boolean => type.kind === Kind.NON_NULL_TYPE
