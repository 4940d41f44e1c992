import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql'
import type { HubContext } from '../context.ts'
import type { Directory } from '../directory.ts'
import { findCase, findCaseByNuc, findRecord } from '../lists/find.ts'
import { createBuilder, type HubBuilder } from './builder.ts'
import { addCase, wantedForCase } from './case-type.ts'
import { addConsolidated } from './consolidated.ts'
import { addList, addListTypes } from './lists.ts'
import { addPermissions } from './permissions.ts'
import { addPerson, wantedForPerson } from './person-types.ts'
import { addRecords, type RecordRefOf } from './records.ts'
import { addReferenceFields } from './reference-fields.ts'
import { addScalars } from './scalars.ts'
import { selectedBelow } from './selection.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])'
type FieldResolvers = Record<string, GraphQLFieldResolver<unknown, HubContext>>
const NOTHING = { summary: [], related: [] }

export interface HubSchema {
  /** What is composed with the agencies' subgraphs; the same text for the same agencies. */
  readonly sdl: string
  /** All types and fields, for checks; what runs is made from the text. */
  readonly plain: GraphQLSchema
  /** Makes the schema that runs; dearer than the text. */
  readonly toExecutable: () => GraphQLSchema
}

/** The hub's own federated subgraph, for the agencies of a directory. */
export function buildHubSchema(directory: Directory): HubSchema {
  const builder = createBuilder()
  builder.queryType({
    description: 'What can be asked. Every answer says in `extensions.sources` which agencies were asked and which answered.',
  })
  addScalars(builder)
  addPermissions(builder, addReferenceFields(builder))
  const recordOf = addRecords(builder, directory)
  addHubTypes(builder, directory, recordOf)
  const plain = builder.toSchema({ sortSchema: true })

  const typeDefs = withDirectives(plain)
  return {
    sdl: print(typeDefs),
    plain,
    // Entities need no resolver of their own: the hub adds nothing to a record but fields that are null.
    toExecutable: () => buildSubgraphSchema([{ typeDefs, resolvers: resolversOf(plain) }]),
  }
}

function addHubTypes(builder: HubBuilder, directory: Directory, recordOf: RecordRefOf): void {
  const types = addListTypes(builder)
  const consolidatedOf = addConsolidated(builder)
  const Case = addCase(builder, directory, recordOf, consolidatedOf)
  addList(builder, directory, types, {
    shape: { name: 'cases', kind: 'CaseRecord', isGrouped: true },
    prefix: 'Case',
    description:
      'Matters of all agencies; records that share a Número Único de Crime are one matter, which stands at its first record that fits.',
    node: Case,
    toNode: ({ matter }) => matter,
    wanted: (selected) => wantedForCase(selected, directory),
  })
  builder.queryFields((t) => ({
    case: t.field({
      type: Case,
      nullable: true,
      description: 'The matter of an id; null where it is hidden from you, missing or no id, all alike.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_root, { id }, context, info) => findCase(id, wantedForCase(selectedBelow(info, [[]]), directory), context),
    }),
    caseByNuc: t.field({
      type: Case,
      nullable: true,
      description: 'The matter of a Número Único de Crime, in any written form; null where none is shown to you.',
      args: { nuc: t.arg({ type: 'Nuc', required: true }) },
      resolve: (_root, { nuc }, context, info) => findCaseByNuc(nuc, wantedForCase(selectedBelow(info, [[]]), directory), context),
    }),
  }))

  for (const kind of ['VictimRecord', 'PerpetratorRecord'] as const) {
    const [prefix, one, many] =
      kind === 'VictimRecord' ? (['Victim', 'victim', 'victims'] as const) : (['Perpetrator', 'perpetrator', 'perpetrators'] as const)
    const Person = addPerson(builder, kind, directory, { recordOf, consolidatedOf })
    addList(builder, directory, types, {
      shape: { name: many, kind, isGrouped: false },
      prefix,
      description: `Records of ${many} at all agencies, each by itself: persons are not merged.`,
      node: Person,
      toNode: ({ record }) => ({ records: [record] }),
      wanted: (selected) => wantedForPerson(kind, selected, directory),
    })
    builder.queryField(one, (t) =>
      t.field({
        type: Person,
        nullable: true,
        description: 'The person of an id; null where it is hidden from you, missing or no id, all alike.',
        args: { id: t.arg.id({ required: true }) },
        resolve: async (_root, { id }, context, info) => {
          const record = await findRecord(prefix, kind, id, wantedForPerson(kind, selectedBelow(info, [[]]), directory), context)
          return record ? { records: [record] } : null
        },
      }),
    )
  }

  for (const [name, kind, prefix, description] of [
    ['referrals', 'ReferralRecord', 'Referral', 'Referrals as agencies record them; one that both sides record is there twice.'],
    ['reportedTotals', 'ReportedTotal', 'ReportedTotal', "Institutions' own published counts; no person stands behind them in the graph."],
  ] as const)
    addList(builder, directory, types, {
      shape: { name, kind, isGrouped: false },
      prefix,
      description,
      node: recordOf(kind),
      toNode: ({ record: { typename, id } }) => ({ __typename: typename, id }),
      wanted: () => NOTHING,
    })
}

/** graphql-js prints no applied directives: Pothos keeps them in the mock AST, from where they are put back. */
function withDirectives(schema: GraphQLSchema): DocumentNode {
  const document = visit(parse(printSchema(schema), { noLocation: true }), {
    ObjectTypeDefinition: (node) => ({ ...node, directives: schema.getType(node.name.value)?.astNode?.directives ?? [] }),
  })
  return { kind: Kind.DOCUMENT, definitions: [...parse(LINK, { noLocation: true }).definitions, ...document.definitions] }
}

/** Resolvers and scalars of the Pothos schema, for the schema that is built again from its text. */
function resolversOf(schema: GraphQLSchema): Record<string, FieldResolvers | GraphQLScalarType> {
  const resolvers: Record<string, FieldResolvers | GraphQLScalarType> = {}
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isScalarType(type) && !isSpecifiedScalarType(type)) resolvers[type.name] = type
    if (isObjectType(type)) resolvers[type.name] = fieldResolversOf(type)
  }
  return resolvers
}

function fieldResolversOf(type: GraphQLObjectType): FieldResolvers {
  return Object.fromEntries(Object.values(type.getFields()).flatMap(({ name, resolve }) => (resolve ? [[name, resolve]] : [])))
}
