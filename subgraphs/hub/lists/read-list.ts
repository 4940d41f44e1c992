import { createHash } from 'node:crypto'
import type { RecordKindName } from '../../../schema/index.ts'
import type { Wanted } from '../asking/located.ts'
import { type HubContext, viewerOf } from '../context.ts'
import { Matters } from '../matters/matters.ts'
import { type Cursor, CursorCodec } from '../paging/cursor.ts'
import type { FilterGap } from '../paging/list-plan.ts'
import { type PageEntry, readPage } from '../paging/page.ts'
import { type ListArguments, readFilter, readPaging } from './arguments.ts'
import { planList } from './plan-list.ts'

/** One page of a list, as the connection types show it. */
export interface Connection {
  readonly entries: readonly PageEntry[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly start: Cursor | null
    readonly end: Cursor | null
  }
  readonly notHeld: readonly FilterGap[]
  readonly withheld: readonly FilterGap[]
  /** Sealing costs a little, so that only cursors that are shown are sealed. */
  readonly sealCursor: (cursor: Cursor) => string
}

/** Which list: its name in the graph, the records that it reads, and whether those of one matter make one entry. */
export interface ListShape {
  readonly name: string
  readonly kind: RecordKindName
  readonly isGrouped: boolean
}

/**
 * Reads one page of a list from all agencies that may be asked.
 *
 * @throws {HubError} BAD_ARGUMENT, CURSOR_INVALID, FORBIDDEN_ARGUMENT, RECORD_KIND_FORBIDDEN, UNAUTHENTICATED
 */
export async function readList(shape: ListShape, args: ListArguments, wanted: Wanted, context: HubContext): Promise<Connection> {
  const { directory, asker, request } = context
  const viewer = viewerOf(context)
  const { name, kind, isGrouped } = shape
  const paging = readPaging(args)
  const { filter, agencies } = readFilter(kind, args.filter, directory)
  const joinable = isGrouped ? directory.joinableFor(viewer, request.today) : []
  const order = args.orderBy ? { field: args.orderBy.field, descending: args.orderBy.direction === 'DESC' } : undefined
  const list = planList(
    { kind, agencies, filter, order, wanted, isGrouped },
    { directory, viewer, today: request.today, sources: request.sources, askedAnyway: joinable },
  )

  const query = [name, filter, agencies?.toSorted(), list.orderBy, list.descending]
  const bound = [
    'cursor',
    viewer.agency,
    viewer.roles.toSorted(),
    viewer.purpose,
    viewer.emergency ?? null,
    request.subject,
    query,
    directory.fingerprint,
  ]
  const codec = new CursorCodec(
    context.cursorSeals,
    {
      boundTo: createHash('sha256').update(JSON.stringify(bound)).digest('base64url'),
      agencies: list.streams.map(({ agency }) => agency),
      isGrouped,
    },
    context.clock,
  )
  const cursor = paging.cursor === undefined ? undefined : codec.open(paging.cursor)
  // An agency that only joins records has no stream to leave, but it is asked as well.
  const matters = isGrouped ? new Matters(asker, joinable, list.wanted) : undefined
  const page = await readPage({ list, size: paging.size, backward: paging.backward, cursor, asker, ...(matters ? { matters } : {}) })
  asker.tellUnasked(list.streams.map(({ agency }) => agency))

  const [firstEntry, lastEntry] = [page.entries[0]?.cursor ?? null, page.entries.at(-1)?.cursor ?? null]
  const isContinued = cursor !== undefined
  return {
    entries: page.entries,
    pageInfo: paging.backward
      ? { hasPreviousPage: page.hasMore, hasNextPage: isContinued, start: page.end ?? firstEntry, end: lastEntry }
      : { hasNextPage: page.hasMore, hasPreviousPage: isContinued, start: firstEntry, end: page.end ?? lastEntry },
    notHeld: list.notHeld,
    withheld: list.withheld,
    sealCursor: (made) => codec.seal(made),
  }
}
