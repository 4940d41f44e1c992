import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import SchemaBuilder from '@pothos/core'
import DataLoader from 'dataloader'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { untilLetGo } from './until-let-go.ts'

// One central server over one central database: Pothos, Kysely and dataloader in Apollo Server with its defaults.

type Text = string | null
interface RecordRow {
  readonly id: number
  readonly matter_id: number
  readonly typename: string
  readonly knows_victims: boolean
  readonly stage: Text
  readonly municipality: Text
  readonly registeredDate: Text
  readonly reportedDate: Text
}
interface VictimRow {
  readonly id: number
  readonly case_id: number
  readonly sex: Text
  readonly ageGroup: Text
  readonly nationalityGroup: Text
  readonly municipality: Text
  readonly identifiedDate: Text
  readonly status: Text
}
interface MilestoneRow {
  readonly id: number
  readonly matter_id: number
  readonly date: string
  readonly stage: string
  readonly agencies: string[]
}
interface Context {
  readonly recordsOf: DataLoader<number, readonly RecordRow[]>
  readonly victimsOf: DataLoader<number, readonly VictimRow[]>
  readonly timelineOf: DataLoader<number, readonly MilestoneRow[]>
}

await untilLetGo<{ readonly databaseUrl: string; readonly typenames: readonly string[] }>(async ({ databaseUrl, typenames }) => {
  const db = new Kysely<{ matter: { id: number }; case_record: RecordRow; victim_record: VictimRow; milestone: MilestoneRow }>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 4 }) }),
  })
  const builder = new SchemaBuilder<{ Context: Context }>({})
  const Victim = builder.objectRef<VictimRow>('VictimRecord').implement({
    fields: (t) => ({
      sex: t.exposeString('sex'),
      ageGroup: t.exposeString('ageGroup'),
      nationalityGroup: t.exposeString('nationalityGroup'),
      municipality: t.exposeString('municipality'),
      identifiedDate: t.exposeString('identifiedDate'),
      status: t.exposeString('status'),
    }),
  })
  const CaseRecord = builder.interfaceRef<RecordRow>('CaseRecord').implement({
    resolveType: ({ typename }) => typename,
    fields: (t) => ({
      stage: t.exposeString('stage'),
      municipality: t.exposeString('municipality'),
      registeredDate: t.exposeString('registeredDate'),
      reportedDate: t.exposeString('reportedDate'),
      victims: t.field({
        type: [Victim],
        resolve: ({ id, knows_victims: knows }, _args, { victimsOf }) => (knows ? victimsOf.load(id) : null),
      }),
    }),
  })
  for (const name of typenames) builder.objectRef<RecordRow>(name).implement({ interfaces: [CaseRecord] })
  const Milestone = builder.objectRef<MilestoneRow>('Milestone').implement({
    fields: (t) => ({ date: t.exposeString('date'), stage: t.exposeString('stage'), agencies: t.exposeStringList('agencies') }),
  })
  const Case = builder.objectRef<{ readonly id: number }>('Case').implement({
    fields: (t) => ({
      records: t.field({ type: [CaseRecord], resolve: ({ id }, _args, { recordsOf }) => recordsOf.load(id) }),
      timeline: t.field({ type: [Milestone], resolve: ({ id }, _args, { timelineOf }) => timelineOf.load(id) }),
    }),
  })
  const PageInfo = builder.objectRef<{ readonly hasNextPage: boolean; readonly endCursor: string | null }>('PageInfo').implement({
    fields: (t) => ({ hasNextPage: t.exposeBoolean('hasNextPage'), endCursor: t.exposeString('endCursor') }),
  })
  const Connection = builder.objectRef<{ readonly nodes: readonly { readonly id: number }[]; readonly hasNextPage: boolean }>(
    'CaseConnection',
  )
  Connection.implement({
    fields: (t) => ({
      nodes: t.field({ type: [Case], resolve: ({ nodes }) => nodes }),
      pageInfo: t.field({
        type: PageInfo,
        resolve: ({ nodes, hasNextPage }) => ({ hasNextPage, endCursor: nodes.at(-1)?.id.toString() ?? null }),
      }),
    }),
  })
  builder.queryType({
    fields: (t) => ({
      cases: t.field({
        type: Connection,
        args: { first: t.arg.int({ required: true }), after: t.arg.string() },
        resolve: async (_root, { first, after }) => {
          const nodes = await db
            .selectFrom('matter')
            .select('id')
            .where('id', '>', Number(after ?? -1))
            .orderBy('id')
            .limit(first + 1)
            .execute()
          return { nodes: nodes.slice(0, first), hasNextPage: nodes.length > first }
        },
      }),
    }),
  })
  const grouped = <Row>(ids: readonly number[], rows: readonly Row[], of: (row: Row) => number): readonly (readonly Row[])[] => {
    const byId = Map.groupBy(rows, of)
    return ids.map((id) => byId.get(id) ?? [])
  }
  const context = async (): Promise<Context> => ({
    recordsOf: new DataLoader(async (ids) =>
      grouped(
        ids,
        await db.selectFrom('case_record').selectAll().where('matter_id', 'in', ids).orderBy('id').execute(),
        (row) => row.matter_id,
      ),
    ),
    victimsOf: new DataLoader(async (ids) =>
      grouped(
        ids,
        await db.selectFrom('victim_record').selectAll().where('case_id', 'in', ids).orderBy('id').execute(),
        (row) => row.case_id,
      ),
    ),
    timelineOf: new DataLoader(async (ids) =>
      grouped(
        ids,
        await db.selectFrom('milestone').selectAll().where('matter_id', 'in', ids).orderBy('id').execute(),
        (row) => row.matter_id,
      ),
    ),
  })
  const server = new ApolloServer<Context>({ schema: builder.toSchema() })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context })
  return url.replace(/\/$/, '')
})
