import type { OutputRef } from '@pothos/core'
import type { RecordKind } from '../../../schema/index.ts'
import type { Wanted } from '../asking/located.ts'
import type { Directory } from '../directory.ts'
import type { ListArguments } from '../lists/arguments.ts'
import { type Connection, type ListShape, readList } from '../lists/read-list.ts'
import type { FilterGap } from '../paging/list-plan.ts'
import type { PageEntry } from '../paging/page.ts'
import type { HubBuilder } from './builder.ts'
import { selectedBelow } from './selection.ts'

/** Types that all lists share. */
export function addListTypes(builder: HubBuilder) {
  const DateRange = builder.inputType('DateRange', {
    description:
      'Dates, both ends included; a year or month means all its days. A date that an agency knows less precisely is inside where its whole span is.',
    fields: (t) => ({ from: t.field({ type: 'IsoDate' }), to: t.field({ type: 'IsoDate' }) }),
  })
  const Direction = builder.enumType('OrderDirection', {
    description: 'Direction of a list. What is not recorded comes last in either.',
    values: { ASC: { description: 'Earliest first.' }, DESC: { description: 'Latest first.' } },
  })
  const Gap = builder.objectRef<FilterGap>('FilterGap').implement({
    description: 'A field of the filter by which an agency cannot be asked.',
    fields: (t) => ({
      agency: t.exposeString('agency', { nullable: false, description: 'Code of the agency.' }),
      field: t.exposeString('field', { nullable: false, description: 'Name of the field.' }),
    }),
  })
  const PageInfo = builder.objectRef<Connection>('PageInfo').implement({
    description: 'Where a page stands in its list (Relay).',
    fields: (t) => ({
      hasNextPage: t.boolean({
        nullable: false,
        description: 'Whether anything that you may see lies behind.',
        resolve: ({ pageInfo }) => pageInfo.hasNextPage,
      }),
      hasPreviousPage: t.boolean({
        nullable: false,
        description: 'Whether anything that you may see lies before.',
        resolve: ({ pageInfo }) => pageInfo.hasPreviousPage,
      }),
      startCursor: t.string({
        nullable: true,
        description: 'Sealed place of the first entry, for `before`.',
        resolve: ({ pageInfo, sealCursor }) => (pageInfo.start ? sealCursor(pageInfo.start) : null),
      }),
      endCursor: t.string({
        nullable: true,
        description: 'Sealed place of the last entry, for `after`.',
        resolve: ({ pageInfo, sealCursor }) => (pageInfo.end ? sealCursor(pageInfo.end) : null),
      }),
    }),
  })
  return { DateRange, Direction, Gap, PageInfo }
}
export type ListTypes = ReturnType<typeof addListTypes>

interface ListOptions<Node> {
  readonly shape: ListShape
  /** Name that the types of the list begin with: `Case` for `CaseConnection`. */
  readonly prefix: string
  readonly description: string
  readonly node: OutputRef<Node>
  readonly toNode: (entry: PageEntry) => Node
  /** What agencies must tell for the fields that are selected of a node. */
  readonly wanted: (selected: ReadonlySet<string>) => Wanted
}

/** A list of the root: its filter and order, its connection, and the field itself. */
export function addList<Node>(builder: HubBuilder, directory: Directory, types: ListTypes, options: ListOptions<Node>): void {
  const { shape, prefix, description, node, toNode, wanted } = options
  const kind = directory.vocabulary.kinds[shape.kind]
  const Filter = addFilter(builder, `${prefix}Filter`, kind, types)
  const Order = addOrder(builder, prefix, kind, types)

  const Edge = builder.objectRef<{ readonly entry: PageEntry; readonly connection: Connection }>(`${prefix}Edge`).implement({
    description: 'A node and its place in the list (Relay).',
    fields: (t) => ({
      cursor: t.string({
        nullable: false,
        description: 'Sealed place, good for you and this question only.',
        resolve: ({ entry, connection }) => connection.sealCursor(entry.cursor),
      }),
      node: t.field({ type: node, nullable: true, description: 'The entry itself.', resolve: ({ entry }) => toNode(entry) as never }), // the node's own shape
    }),
  })
  const ConnectionRef = builder.objectRef<Connection>(`${prefix}Connection`).implement({
    description: 'One page of a list over all agencies (Relay). There is no total: counts exist as indicators and releases only.',
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        nullable: { list: true, items: true },
        description: 'The entries of the page, each with its place.',
        resolve: (connection) => connection.entries.map((entry) => ({ entry, connection })),
      }),
      nodes: t.field({
        type: [node],
        nullable: { list: true, items: true },
        description: 'The entries of the page.',
        resolve: ({ entries }) => entries.map(toNode) as never, // the node's own shape
      }),
      pageInfo: t.field({
        type: types.PageInfo,
        nullable: false,
        description: 'Where the page stands in the list.',
        resolve: (connection) => connection,
      }),
      notHeld: t.field({
        type: [types.Gap],
        nullable: false,
        description: 'Agencies that give no rows, because they do not hold (or do not offer for filtering) a field of the filter.',
        resolve: ({ notHeld }) => [...notHeld],
      }),
      withheld: t.field({
        type: [types.Gap],
        nullable: false,
        description: 'Agencies that give no rows, because they never show this viewer a field of the filter in full.',
        resolve: ({ withheld }) => [...withheld],
      }),
    }),
  })
  builder.queryField(shape.name, (t) =>
    t.field({
      type: ConnectionRef,
      nullable: true,
      description,
      args: {
        filter: t.arg({ type: Filter }),
        ...(Order ? { orderBy: t.arg({ type: Order }) } : {}),
        first: t.arg.int({ description: 'Entries at most, 1 to 100. @default 20' }),
        after: t.arg.string({ description: '`endCursor` of the page before.' }),
        last: t.arg.int({ description: 'Entries at most, 1 to 100, read from the end.' }),
        before: t.arg.string({ description: '`startCursor` of the page behind.' }),
      },
      resolve: (_root, args, context, info) =>
        readList(shape, args as ListArguments, wanted(selectedBelow(info, [['nodes'], ['edges', 'node']])), context), // the arguments above
    }),
  )
}

function addFilter(builder: HubBuilder, name: string, kind: RecordKind, { DateRange }: ListTypes) {
  const fields = Object.entries(kind.fields).filter(([, { type }]) => type === 'date' || type === 'code' || type === 'boolean')
  return builder.inputType(name, {
    description: 'All parts must hold. A record whose field is not shown to you in full does not match, exactly as if it were not there.',
    fields: (t) => ({
      agencies: t.stringList({ description: 'Only records of these agencies.' }),
      ...Object.fromEntries(
        fields.map(([field, { type, description, codes }]) => [
          field,
          type === 'date'
            ? t.field({ type: DateRange, description })
            : type === 'boolean'
              ? t.boolean({ description })
              : t.field({ type: ['Code'], description: `${description} Any of these codes of list \`${codes}\`.` }),
        ]),
      ),
    }),
  })
}

function addOrder(builder: HubBuilder, prefix: string, kind: RecordKind, { Direction }: ListTypes) {
  if (kind.orderBy.length === 0) return undefined
  const Field = builder.enumType(`${prefix}OrderField`, {
    description: 'Dates that the list may be ordered by.',
    values: Object.fromEntries(kind.orderBy.map((field) => [field, { description: kind.fields[field]?.description ?? field }])),
  })
  return builder.inputType(`${prefix}Order`, {
    description: 'Order of the list; agencies that do not hold the date come last.',
    fields: (t) => ({
      field: t.field({ type: Field, required: true }),
      direction: t.field({ type: Direction, required: true, defaultValue: 'ASC' }),
    }),
  })
}
