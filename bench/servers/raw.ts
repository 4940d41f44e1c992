import { createServer } from 'node:http'
import pg from 'pg'
import { CASE_COLUMNS, VICTIM_COLUMNS } from '../rows/adapter/data.ts'
import { untilLetGo } from './until-let-go.ts'

// The least that a Node server can do: rows by `pg`, printed by JSON.stringify; and the same with the JSON made in the database.

const list = (columns: Readonly<Record<string, string>>, alias: string): string =>
  Object.entries(columns)
    .map(([field, column]) => `${alias}.${column}${/^data_/.test(column) ? '::text' : ''} as "${field}"`)
    .join(', ')
const object = (columns: Readonly<Record<string, string>>, alias: string): string =>
  Object.entries(columns)
    .map(([field, column]) => `'${field}', ${alias}.${column}`)
    .join(', ')

const VICTIMS = `select v.id::text as id, ${list(VICTIM_COLUMNS, 'v')} from vitima v where v.id = any($1) order by v.id`
const CASES = `select k.id::text as id, ${list(CASE_COLUMNS, 'k')} from kazu k where k.id = any($1) order by k.id`
const OF_CASES = `select v.id_kazu::text as case_id, ${list(VICTIM_COLUMNS, 'v')} from vitima v where v.id_kazu = any($1) order by v.id`
const VICTIMS_JSON = `select coalesce(json_agg(json_build_object(${object(VICTIM_COLUMNS, 'v')}) order by v.id), '[]')::text as json
  from vitima v where v.id = any($1)`
const CASES_JSON = `select coalesce(json_agg(json_build_object(${object(CASE_COLUMNS, 'k')}, 'victims', (
    select coalesce(json_agg(json_build_object(${object(VICTIM_COLUMNS, 'v')}) order by v.id), '[]') from vitima v where v.id_kazu = k.id
  )) order by k.id), '[]')::text as json from kazu k where k.id = any($1)`

await untilLetGo<{ readonly databaseUrl: string }>(({ databaseUrl }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  const rows = async (name: string, text: string, keys: unknown): Promise<Record<string, unknown>[]> =>
    (await pool.query({ name, text, values: [keys] })).rows

  const answers: Readonly<Record<string, (keys: unknown) => Promise<string>>> = {
    '/rows/keys': async (keys) => JSON.stringify({ data: (await rows('victims', VICTIMS, keys)).map(({ id: _, ...fields }) => fields) }),
    '/rows/levels': async (keys) => {
      const [cases, victims] = await Promise.all([rows('cases', CASES, keys), rows('of-cases', OF_CASES, keys)])
      const byCase = Map.groupBy(victims, ({ case_id: id }) => id)
      const data = cases.map(({ id, ...fields }) => ({
        ...fields,
        victims: (byCase.get(id) ?? []).map(({ case_id: _, ...victim }) => victim),
      }))
      return JSON.stringify({ data })
    },
    '/json/keys': async (keys) => `{"data":${(await rows('victims-json', VICTIMS_JSON, keys))[0]?.json}}`,
    '/json/levels': async (keys) => `{"data":${(await rows('cases-json', CASES_JSON, keys))[0]?.json}}`,
  }
  return new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { keys }: { keys: unknown } = JSON.parse(Buffer.concat(chunks).toString())
      const text = (await answers[request.url ?? '']?.(keys)) ?? ''
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
    })
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
    })
  })
})
