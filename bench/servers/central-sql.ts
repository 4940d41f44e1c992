import { createServer } from 'node:http'
import pg from 'pg'
import { RECORD_FIELDS, VICTIM_FIELDS } from '../rows/federation/question.ts'
import { untilLetGo } from './until-let-go.ts'

// One statement, written by hand for this one question, whose JSON is passed through.

const members = (names: readonly string[], alias: string): string => names.map((name) => `'${name}', ${alias}."${name}"`).join(', ')
const PAGE = `select coalesce(json_agg(json_build_object(
  'records', (select json_agg(json_build_object('__typename', r.typename, ${members(RECORD_FIELDS, 'r')}, 'victims', case when r.knows_victims then (
      select coalesce(json_agg(json_build_object(${members(VICTIM_FIELDS, 'v')}) order by v.id), '[]') from victim_record v where v.case_id = r.id) end
    ) order by r.id) from case_record r where r.matter_id = m.id),
  'timeline', (select coalesce(json_agg(json_build_object('date', t.date, 'stage', t.stage, 'agencies', t.agencies) order by t.id), '[]')
    from milestone t where t.matter_id = m.id)
) order by m.id), '[]')::text as json from (select id from matter where id > $2 order by id limit $1) m`

await untilLetGo<{ readonly databaseUrl: string }>(({ databaseUrl }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  return new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { first, after }: { first: number; after: number } = JSON.parse(Buffer.concat(chunks).toString())
      const { rows } = await pool.query<{ json: string }>({ name: 'page', text: PAGE, values: [first, after] })
      const text = `{"data":{"cases":{"nodes":${rows[0]?.json}}}}`
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
    })
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
    })
  })
})
