import pg from 'pg'
import { type Matter, RECORD_FIELDS, VICTIM_FIELDS } from './question.ts'

const columns = (names: readonly string[]): string => names.map((name) => `"${name}" text`).join(', ')

/** What one central PostgreSQL would hold of it: everything that the viewer may see, in shared terms. */
export const CENTRAL_TABLES: readonly string[] = [
  'create table matter (id int primary key)',
  `create table case_record (id int primary key, matter_id int not null, typename text not null, knows_victims boolean not null, ${columns(RECORD_FIELDS)})`,
  `create table victim_record (id int primary key, case_id int not null, ${columns(VICTIM_FIELDS)})`,
  'create table milestone (id int primary key, matter_id int not null, date text not null, stage text not null, agencies text[] not null)',
  'create index on case_record (matter_id)',
  'create index on victim_record (case_id)',
  'create index on milestone (matter_id)',
]

/** Fills them with matters in the order of the list. */
export async function fillCentral(url: string, matters: readonly Matter[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const insert = async (table: string, rows: readonly (readonly unknown[])[]): Promise<void> => {
    for (const row of rows) await pool.query(`insert into ${table} values (${row.map((_, index) => `$${index + 1}`).join(', ')})`, [...row])
  }
  let [records, victims, milestones] = [0, 0, 0]
  try {
    for (const [id, { records: of, timeline }] of matters.entries()) {
      await insert('matter', [[id]])
      for (const record of of) {
        const caseId = records++
        await insert('case_record', [
          [caseId, id, record.__typename, record.victims !== null, ...RECORD_FIELDS.map((name) => record[name])],
        ])
        const rows = (record.victims ?? []).map((victim) => [victims++, caseId, ...VICTIM_FIELDS.map((name) => victim[name])])
        await insert('victim_record', rows)
      }
      await insert(
        'milestone',
        timeline.map(({ date, stage, agencies }) => [milestones++, id, date, stage, agencies]),
      )
    }
    await pool.query('analyze')
  } finally {
    await pool.end()
  }
}
