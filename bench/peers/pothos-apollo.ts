import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import SchemaBuilder from '@pothos/core'
import DataLoader from 'dataloader'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { untilLetGo } from './until-let-go.ts'

// Pothos, Kysely and dataloader in Apollo Server with its defaults: what a team would write first.

interface CaseRow {
  readonly id: string
  readonly no_rejistu: string
  readonly nuc: string
  readonly data_keixa: string | null
  readonly data_rejistu: string | null
  readonly munisipiu: string | null
  readonly status: string | null
}
interface VictimRow {
  readonly id: string
  readonly id_kazu: string
  readonly sexu: string | null
  readonly idade: number | null
  readonly data_moris: string | null
  readonly nasaun: string | null
  readonly munisipiu: string | null
  readonly estatutu: string | null
  readonly data_identifikasaun: string | null
  readonly no_telf: string | null
}
interface Context {
  readonly cases: DataLoader<string, CaseRow | null>
  readonly victims: DataLoader<string, VictimRow | null>
  readonly victimsOf: DataLoader<string, readonly VictimRow[]>
}

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

await untilLetGo<{ readonly databaseUrl: string }>(async ({ databaseUrl }) => {
  const db = new Kysely<{ kazu: CaseRow; vitima: VictimRow }>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 4 }) }),
  })
  const builder = new SchemaBuilder<{ Context: Context }>({})
  const Victim = builder.objectRef<VictimRow>('Victim').implement({
    fields: (t) => ({
      sex: t.exposeString('sexu', { nullable: true }),
      age: t.exposeInt('idade', { nullable: true }),
      birthDate: t.exposeString('data_moris', { nullable: true }),
      nationalityGroup: t.exposeString('nasaun', { nullable: true }),
      municipality: t.exposeString('munisipiu', { nullable: true }),
      status: t.exposeString('estatutu', { nullable: true }),
      identifiedDate: t.exposeString('data_identifikasaun', { nullable: true }),
      phone: t.exposeString('no_telf', { nullable: true }),
    }),
  })
  const Case = builder.objectRef<CaseRow>('Case').implement({
    fields: (t) => ({
      localRef: t.exposeString('no_rejistu', { nullable: true }),
      nuc: t.exposeString('nuc', { nullable: true }),
      reportedDate: t.exposeString('data_keixa', { nullable: true }),
      registeredDate: t.exposeString('data_rejistu', { nullable: true }),
      municipality: t.exposeString('munisipiu', { nullable: true }),
      stage: t.exposeString('status', { nullable: true }),
      victims: t.field({ type: [Victim], resolve: ({ id }, _args, { victimsOf }) => victimsOf.load(id) }),
    }),
  })
  builder.queryType({
    fields: (t) => ({
      cases: t.field({
        type: [Case],
        nullable: { list: false, items: true },
        args: { ids: t.arg.idList({ required: true }) },
        resolve: (_root, { ids }, { cases }) => Promise.all(ids.map((id) => cases.load(String(id)))),
      }),
      victims: t.field({
        type: [Victim],
        nullable: { list: false, items: true },
        args: { ids: t.arg.idList({ required: true }) },
        resolve: (_root, { ids }, { victims }) => Promise.all(ids.map((id) => victims.load(String(id)))),
      }),
    }),
  })
  const context = async (): Promise<Context> => ({
    cases: new DataLoader(async (ids) => {
      const rows = await db.selectFrom('kazu').selectAll().where('id', 'in', ids).execute()
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? null)
    }),
    victims: new DataLoader(async (ids) => {
      const rows = await db.selectFrom('vitima').selectAll().where('id', 'in', ids).execute()
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? null)
    }),
    victimsOf: new DataLoader(async (ids) => {
      const rows = await db.selectFrom('vitima').selectAll().where('id_kazu', 'in', ids).orderBy('id').execute()
      const byCase = Map.groupBy(rows, ({ id_kazu: id }) => id)
      return ids.map((id) => byCase.get(id) ?? [])
    }),
  })
  const server = new ApolloServer<Context>({ schema: builder.toSchema() })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context })
  return url.replace(/\/$/, '')
})
