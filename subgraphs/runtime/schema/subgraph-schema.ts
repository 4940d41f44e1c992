import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql'
import type { AgencyModel } from '../../../schema/index.ts'
import type { RequestContext } from '../resolve/context.ts'
import { resolveEntities } from '../resolve/entities.ts'
import { createBuilder } from './builder.ts'
import { addRecordTypes } from './records.ts'
import { addValueTypes } from './value-types.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])'

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, RequestContext>>>

export interface SubgraphSchema {
  readonly schema: GraphQLSchema
  /** What the hub composes; the same text for the same model. */
  readonly sdl: string
}

/** The federated subgraph of one agency, generated from its model. */
export function buildAgencySchema(model: AgencyModel): SubgraphSchema {
  const builder = createBuilder()
  addValueTypes(builder)
  addRecordTypes(builder, model)
  const plain = builder.toSchema({ sortSchema: true })

  const typeDefs = withDirectives(plain)
  const sdl = print(typeDefs)
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { ...resolversOf(plain), Query: { _entities: resolveEntities(model) } } }])
  return { schema, sdl }
}

/** graphql-js prints no applied directives: Pothos keeps them in the mock AST, from where they are put back. */
function withDirectives(schema: GraphQLSchema): DocumentNode {
  const document = visit(parse(printSchema(schema), { noLocation: true }), {
    ObjectTypeDefinition: (node) => ({ ...node, directives: schema.getType(node.name.value)?.astNode?.directives ?? [] }),
  })
  return { kind: Kind.DOCUMENT, definitions: [...parse(LINK, { noLocation: true }).definitions, ...document.definitions] }
}

function resolversOf(schema: GraphQLSchema): Resolvers {
  const resolvers: Resolvers = {}
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field
      if (resolve) resolvers[type.name] = { ...resolvers[type.name], [field.name]: resolve }
    }
  }
  return resolvers
}
