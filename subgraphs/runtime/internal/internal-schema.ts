import SchemaBuilder from '@pothos/core'
import type { GraphQLSchema } from 'graphql'
import { type AgencyDescription, HubError, type LocateAnswer, RECORD_KIND_NAMES } from '../../../schema/index.ts'
import type { RequestContext } from '../resolve/context.ts'
import { type LocateSettings, locate, locateByIds, locateByKeys, type PersonContext } from './locate.ts'
import { readFilter } from './read-filter.ts'

interface InternalTypes {
  Context: RequestContext
  DefaultFieldNullability: false
  Scalars: {
    AgencyDescription: { Input: never; Output: AgencyDescription }
    LocateAnswer: { Input: never; Output: LocateAnswer }
  }
}

/** The second schema of an agency, for the hub alone: what it is, and where records are. Answers are the types of `schema/call/`. */
export function buildInternalSchema(settings: LocateSettings, describe: () => AgencyDescription): GraphQLSchema {
  const builder = new SchemaBuilder<InternalTypes>({ defaultFieldNullability: false })
  builder.scalarType('AgencyDescription', { description: 'See `AgencyDescription` in schema/call/.', serialize: (value) => value })
  builder.scalarType('LocateAnswer', { description: 'See `LocateAnswer` in schema/call/.', serialize: (value) => value })

  const kind = builder.enumType('RecordKind', { description: 'A kind of record.', values: RECORD_KIND_NAMES })
  const filter = builder.inputType('LocateFilter', {
    description: 'One field: any of the codes `in`, or dates `from`–`to`, both inclusive.',
    fields: (t) => ({ field: t.string({ required: true }), in: t.stringList(), from: t.string(), to: t.string() }),
  })
  const related = builder.inputType('RelatedWanted', {
    description: 'Fields of the records at one relation.',
    fields: (t) => ({ relation: t.string({ required: true }), fields: t.stringList({ required: true }) }),
  })
  const locateInput = builder.inputType('LocateInput', {
    fields: (t) => ({
      kind: t.field({ type: kind, required: true }),
      filter: t.field({ type: [filter], required: true }),
      orderBy: t.string(),
      descending: t.boolean({ required: true }),
      backward: t.boolean({ required: true }),
      after: t.string(),
      first: t.int({ required: true }),
      summary: t.stringList({ required: true }),
      related: t.field({ type: [related], required: true }),
    }),
  })
  const byKeysInput = builder.inputType('LocateByKeysInput', {
    fields: (t) => ({
      caseKeys: t.stringList({ required: true }),
      summary: t.stringList({ required: true }),
      related: t.field({ type: [related], required: true }),
    }),
  })
  const byIdsInput = builder.inputType('LocateByIdsInput', {
    fields: (t) => ({
      kind: t.field({ type: kind, required: true }),
      ids: t.stringList({ required: true }),
      summary: t.stringList({ required: true }),
      related: t.field({ type: [related], required: true }),
    }),
  })

  builder.queryType({
    fields: (t) => ({
      describe: t.field({ type: 'AgencyDescription', description: 'What this agency is, holds and permits.', resolve: describe }),
      locate: t.field({
        type: 'LocateAnswer',
        description: 'One page of a list.',
        args: { input: t.arg({ type: locateInput, required: true }) },
        resolve: (_root, { input }, context) =>
          locate(
            settings,
            { ...input, filter: input.filter.map(readFilter), orderBy: input.orderBy ?? undefined, after: input.after ?? undefined },
            withPerson(context),
          ),
      }),
      locateByKeys: t.field({
        type: 'LocateAnswer',
        description: 'Cases by keys of matters.',
        args: { input: t.arg({ type: byKeysInput, required: true }) },
        resolve: (_root, { input }, context) => locateByKeys(settings, input, withPerson(context)),
      }),
      locateByIds: t.field({
        type: 'LocateAnswer',
        description: 'Records by their ids.',
        args: { input: t.arg({ type: byIdsInput, required: true }) },
        resolve: (_root, { input }, context) => locateByIds(settings, input, withPerson(context)),
      }),
    }),
  })
  return builder.toSchema({ sortSchema: true })
}

function withPerson(context: RequestContext): PersonContext {
  const { person } = context
  if (!person) throw new HubError('UNAUTHENTICATED') // the shield has refused before
  return { ...context, person }
}
