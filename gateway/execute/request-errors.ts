import { type GraphQLError, Kind } from 'graphql'
import type { ResponseError } from './errors.ts'

export type RequestErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PLANNING_FAILED'

/** A request that is refused before anything is executed. The codes are those of Apollo Server, which clients know. */
export const requestError = (code: RequestErrorCode, message: string): ResponseError => ({ message, extensions: { code } })

/** An error of graphql-js without its suggestions: they list fields that the asker may not know of. */
export function fromGraphQLError(error: GraphQLError, code: RequestErrorCode): ResponseError {
  return {
    message: error.message.replace(/ Did you mean .*\?$/s, ''),
    ...(error.locations && { locations: error.locations.map(({ line, column }) => ({ line, column })) }),
    extensions: { code },
  }
}

/** A variable that does not fit its type. Says which and where; graphql-js would repeat the value, which may be a person's. */
export function fromVariableError(error: GraphQLError): ResponseError {
  const node = error.nodes?.find(({ kind }) => kind === Kind.VARIABLE_DEFINITION)
  const name = node?.kind === Kind.VARIABLE_DEFINITION ? node.variable.name.value : undefined
  const place = / at "([^"]*)";/.exec(error.message)?.[1]
  const where =
    name === undefined ? 'A variable' : `Variable "$${name}"${place && place !== name && /^[\w.[\]]+$/.test(place) ? ` (at ${place})` : ''}`
  const type = node?.kind === Kind.VARIABLE_DEFINITION ? variableType(node.type) : undefined
  return {
    message: `${where} has no valid value${type ? ` for its type ${type}` : ''}`,
    ...(error.locations && { locations: error.locations.map(({ line, column }) => ({ line, column })) }),
    extensions: { code: 'BAD_USER_INPUT' },
  }
}

type TypeReference =
  | { readonly kind: Kind.NAMED_TYPE; readonly name: { readonly value: string } }
  | { readonly kind: Kind.LIST_TYPE | Kind.NON_NULL_TYPE; readonly type: TypeReference }

function variableType(type: TypeReference): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value
  return type.kind === Kind.LIST_TYPE ? `[${variableType(type.type)}]` : `${variableType(type.type)}!`
}
