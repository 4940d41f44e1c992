import type { AgencyModel, RecordKindName } from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import { relationsOf, typeNameOf } from '../access/relations.ts'
import type { RequestContext } from '../resolve/context.ts'
import type { RecordNode } from '../resolve/loader.ts'
import { siblingFields } from '../resolve/siblings.ts'
import { gapOf, gapSourceOf, schemaMismatch, toExplain } from '../values/gaps.ts'
import { isListField, listValue, scalarValue } from '../values/json.ts'
import type { FieldGap, SubgraphBuilder } from './builder.ts'
import { describeField } from './describe-field.ts'
import { GRAPHQL_TYPE } from './value-types.ts'

/** Kinds that the agency's schema must know: those it maps, and those that their relations lead to. */
export function kindsInSchema(model: AgencyModel): readonly RecordKindName[] {
  const known = new Set<RecordKindName>(model.records.keys())
  for (const kind of known) for (const { to } of relationsOf(model, kind)) known.add(to) // a Set visits what is added while it is walked
  return [...known]
}

/** The interface of each kind, with all fields and relations of the vocabulary, and one object type for each kind that the agency maps. */
export function addRecordTypes(builder: SubgraphBuilder, model: AgencyModel): void {
  const interfaces = new Map(kindsInSchema(model).map((kind) => [kind, builder.interfaceRef<RecordNode>(kind)]))
  const objects = new Map([...model.records.keys()].map((kind) => [kind, builder.objectRef<RecordNode>(typeNameOf(model, kind))]))
  const refOf = <T>(map: ReadonlyMap<RecordKindName, T>, kind: RecordKindName): T => {
    const ref = map.get(kind)
    if (!ref) throw new TypeError(`${kind} is missing from the schema of ${model.agency}`)
    return ref
  }

  for (const [kind, ref] of interfaces) {
    const { description, fields } = model.vocabulary.kinds[kind]
    ref.implement({
      description,
      fields: (t) => ({
        id: t.exposeID('id', { nullable: false, description: 'Opaque and stable; of use with this agency only.' }),
        gaps: t.field({
          type: ['FieldGap'],
          nullable: { list: true, items: false },
          description: 'Why fields are null. `of` names those to explain; without it the fields selected beside it are meant.',
          args: { of: t.arg.stringList({ required: false }) },
          resolve: (node, { of }, context, info) => gapsOf(model, node, context, of ?? siblingFields(info)),
        }),
        ...Object.fromEntries(
          Object.entries(fields).map(([name, definition]) => [
            name,
            isListField(definition)
              ? t.field({
                  type: [GRAPHQL_TYPE[definition.type]],
                  nullable: { list: true, items: false },
                  description: describeField(definition),
                  resolve: (node) => listValue(definition, cellOf(model, node, name)),
                })
              : t.field({
                  type: GRAPHQL_TYPE[definition.type],
                  nullable: true,
                  description: describeField(definition),
                  resolve: (node) => scalarValue(definition, cellOf(model, node, name)),
                }),
          ]),
        ),
        ...Object.fromEntries(
          relationsOf(model, kind).map(({ name, to, many, description: meaning }) => [
            name,
            many
              ? t.field({ type: [refOf(interfaces, to)], nullable: { list: true, items: true }, description: meaning, resolve: () => null })
              : t.field({ type: refOf(interfaces, to), nullable: true, description: meaning, resolve: () => null }),
          ]),
        ),
      }),
    })
  }

  for (const [kind, ref] of objects) {
    ref.implement({
      description: `${model.vocabulary.kinds[kind].description} As recorded by ${model.name.en}.`,
      interfaces: [refOf(interfaces, kind)],
      directives: { key: { fields: 'id' } },
      fields: (t) =>
        Object.fromEntries(
          relationsOf(model, kind)
            .filter(({ through }) => through !== undefined)
            .map(({ name, to, many, description, through = name }) => [
              name,
              many
                ? t.field({
                    type: [refOf(objects, to)],
                    nullable: { list: true, items: true },
                    description,
                    resolve: (node, _args, context) => childrenOf(node, to, through, context),
                  })
                : t.field({
                    type: refOf(objects, to),
                    nullable: true,
                    description,
                    resolve: (node, _args, context) => parentOf(node, to, through, context),
                  }),
            ]),
        ),
    })
  }
}

/** @throws {HubError} SCHEMA_MISMATCH where the column is not what it was mapped for */
function cellOf(model: AgencyModel, { kind, row, read }: RecordNode, field: string) {
  const index = read.query.fields.indexOf(field)
  if (row.gaps[index] === 'SCHEMA_MISMATCH') throw schemaMismatch(model, kind, field)
  return row.cells[index] ?? null
}

async function childrenOf(node: RecordNode, to: RecordKindName, through: string, { person }: RequestContext) {
  if (!person || opensNothing(person.profile.accessOf(to))) return null
  return person.loader.children(to, through, node.row.key)
}

async function parentOf({ row, read }: RecordNode, to: RecordKindName, through: string, { person }: RequestContext) {
  const key = row.parents[read.query.parents.indexOf(through)] ?? null
  return person && key !== null && !opensNothing(person.profile.accessOf(to)) ? person.loader.byKey(to, key) : null
}

function gapsOf(
  model: AgencyModel,
  { kind, row, read }: RecordNode,
  { person }: RequestContext,
  fields: readonly string[],
): FieldGap[] | null {
  if (!person) return null
  const { query } = read
  const definitions = model.vocabulary.kinds[kind].fields
  const place = { cell: (name: string) => query.fields.indexOf(name), parent: (name: string) => query.parents.indexOf(name) }
  return toExplain(fields).flatMap((field) => {
    const reason = gapOf(gapSourceOf(model, kind, field, person.profile.accessOf, place), row, definitions[field])
    return reason === undefined ? [] : [{ field, reason }]
  })
}
