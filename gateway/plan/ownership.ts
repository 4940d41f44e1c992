import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
} from 'graphql'
import { booleanArgument, enumArgument, joins, parseFieldSet, stringArgument } from './join-directives.ts'

/** A way into a subgraph: the type as that subgraph knows it, by this key. */
export interface Entry {
  readonly graph: string
  /** The type itself, or the interface of which the subgraph has an interface object. */
  readonly entityType: string
  readonly isInterfaceObject: boolean
  readonly key: readonly SelectionNode[]
}

/** A field that its subgraph resolves only when it is sent other fields. */
export interface RequiringField {
  readonly graph: string
  /** The type or interface object on which the requirement is declared. */
  readonly entityType: string
  readonly requires: readonly SelectionNode[]
}

interface TypeJoin {
  readonly graph: string
  readonly isInterfaceObject: boolean
  /** Null where the subgraph cannot be entered by this type. */
  readonly key: readonly SelectionNode[] | null
}

interface FieldJoin {
  readonly graph: string
  readonly isExternal: boolean
  readonly requires: readonly SelectionNode[]
}

interface TypeOwnership {
  readonly joins: readonly TypeJoin[]
  /** Null: no `join__field` at all, so every subgraph of the type resolves the field. Empty: it comes from an interface object. */
  readonly fields: ReadonlyMap<string, readonly FieldJoin[] | null>
}

/** Who resolves what, read from a supergraph. Subgraphs go by their names in `join__Graph`. */
export class Ownership {
  readonly #types = new Map<string, TypeOwnership>()
  readonly #names = new Map<string, string>()
  readonly #schema: GraphQLSchema
  /** Begins no field name of the supergraph. */
  readonly freePrefix: string
  /** Whether some `@requires` names a field with arguments, or stands on an interface object. */
  readonly hasRequirementsToMixUp: boolean

  constructor(document: DocumentNode, schema: GraphQLSchema) {
    this.#schema = schema
    for (const definition of document.definitions) {
      if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
        for (const graph of definition.values ?? []) {
          const [join] = joins(graph, 'join__graph')
          this.#names.set(graph.name.value, (join && stringArgument(join, 'name')) ?? graph.name.value)
        }
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
      const fields = (definition.fields ?? []).map((field) => {
        const found = joins(field, 'join__field')
        const read = found.flatMap((join): FieldJoin[] => {
          const graph = enumArgument(join, 'graph')
          if (!graph) return []
          return [
            { graph, isExternal: booleanArgument(join, 'external') ?? false, requires: parseFieldSet(stringArgument(join, 'requires')) },
          ]
        })
        return [field.name.value, found.length === 0 ? null : read] as const
      })
      const types = joins(definition, 'join__type').flatMap((join): TypeJoin[] => {
        const graph = enumArgument(join, 'graph')
        if (!graph) return []
        const key = stringArgument(join, 'key')
        const mayEnter = key !== undefined && booleanArgument(join, 'resolvable') !== false
        return [
          { graph, isInterfaceObject: booleanArgument(join, 'isInterfaceObject') ?? false, key: mayEnter ? parseFieldSet(key) : null },
        ]
      })
      this.#types.set(definition.name.value, { joins: types, fields: new Map(fields) })
    }
    const names = new Set([...this.#types.values()].flatMap(({ fields }) => [...fields.keys()]))
    let freePrefix = '_required'
    while ([...names].some((name) => name.startsWith(freePrefix))) freePrefix = `_${freePrefix}`
    this.freePrefix = freePrefix
    this.hasRequirementsToMixUp = [...this.#types.values()].some(({ joins: types, fields }) => {
      const hasInterfaceObject = types.some(({ isInterfaceObject }) => isInterfaceObject)
      const required = [...fields.values()].flatMap((found) => found?.flatMap(({ requires }) => requires) ?? [])
      return required.some((selection) => hasInterfaceObject || print(selection).includes('('))
    })
  }

  subgraphName(graph: string): string {
    return this.#names.get(graph) ?? graph
  }

  /** The requirement of a field that no subgraph resolves without one; null for every other field. */
  requirement(type: string, field: string): RequiringField | null {
    for (const declaring of this.#declaring(type, field)) {
      const found = this.#types.get(declaring)?.fields.get(field)
      if (!found) continue
      const resolving = found.filter(({ isExternal }) => !isExternal)
      const [first] = resolving
      if (first && resolving.every(({ requires }) => requires.length > 0))
        return { graph: first.graph, entityType: declaring, requires: first.requires }
    }
    return null
  }

  /** Whether the subgraph resolves the field by itself wherever it has the type. */
  resolves(graph: string, type: string, field: string): boolean {
    if (field === '__typename') return true
    return this.#declaring(type, field).some((declaring) => {
      const owner = this.#types.get(declaring)
      const found = owner?.fields.get(field)
      if (!owner || found === undefined || !owner.joins.some((join) => join.graph === graph)) return false
      return found === null || found.some((join) => join.graph === graph && !join.isExternal && join.requires.length === 0)
    })
  }

  knows(graph: string, type: string): boolean {
    return this.#types.get(type)?.joins.some((join) => join.graph === graph) ?? true // unions are not listed: the fragments in them are
  }

  isInterfaceObject(graph: string, type: string): boolean {
    return this.#types.get(type)?.joins.some((join) => join.graph === graph && join.isInterfaceObject) ?? false
  }

  /** Ways into subgraphs by which values of this type can be asked about; those of the type itself first. */
  entries(type: string, graph?: string): readonly Entry[] {
    return [type, ...this.#interfaces(type)].flatMap((entityType) =>
      (this.#types.get(entityType)?.joins ?? []).flatMap((join): Entry[] => {
        if (!join.key || (graph !== undefined && join.graph !== graph)) return []
        if (entityType !== type && !join.isInterfaceObject) return []
        return [{ graph: join.graph, entityType, isInterfaceObject: join.isInterfaceObject, key: join.key }]
      }),
    )
  }

  /** Name of the type of a field's value. */
  fieldType(type: string, field: string): string | undefined {
    const owner = this.#schema.getType(type)
    const definition = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[field] : undefined
    return definition && getNamedType(definition.type).name
  }

  /** The type itself, then the interfaces whose interface objects may give it the field. */
  #declaring(type: string, field: string): readonly string[] {
    const found = this.#types.get(type)?.fields.get(field)
    return found && found.length === 0 ? this.#interfaces(type) : [type]
  }

  #interfaces(type: string): readonly string[] {
    const definition = this.#schema.getType(type)
    return isObjectType(definition) || isInterfaceType(definition) ? definition.getInterfaces().map(({ name }) => name) : []
  }
}
