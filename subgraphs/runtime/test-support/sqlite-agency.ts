import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { compileAgency, type Engine, loadAgencyFolder, openEngine } from '../../../adapters/index.ts'
import type { CompiledRule } from '../../../schema/index.ts'
import { askable } from './ask.ts'

const AGENCY_YAML = `
version: 1
agency: pntl
name: { en: PNTL, pt: PNTL }
source: { engine: sqlite, pathEnv: TEST_DATABASE }
records:
  CaseRecord:
    from: kazu
    key: id
    fields:
      localRef: no_rejistu
      nuc: { column: nuc_mp, format: nuc }
      registeredDate: { column: data_rejistu, date: dd/MM/yyyy }
      stage: { column: status, codes: stage }
      victimCount: n_vitima
      inquirySecret: { column: segredu, yes: [S], no: [N] }
    filter: [registeredDate, stage]
  VictimRecord:
    from: vitima
    key: id
    case: { column: id_kazu }
    fields:
      localCode: kodigu
      sex: { column: sexu, codes: "=" }
      age: idade
      names: { names: [{ column: naran, name: full }] }
      identifiedDate: { column: data, date: dd/MM/yyyy }
    filter: [sex, identifiedDate]
  ReferralRecord:
    from: refere
    key: [id_vitima, n]
    case: { column: id_kazu }
    victim: { column: id_vitima }
    fields:
      madeOn: { column: data, date: yyyy-MM-dd }
      status: { column: estadu, codes: "=" }
policy:
  version: 1
  rules:
    - { id: PNTL-01, permit: ["*.class<=2", CaseRecord.link], to: { agencies: [klatu] }, for: [OVERSIGHT], because: a test }
`
const STAGE_CSV = `source,target,relation,status,by,date,note
INV,S30,equal,approved,test,2025-01-01,
FIM,S99,equal,approved,test,2025-01-01,
XXX,S60,equal,proposed,test,2025-01-01,
`

/** A small agency with a real folder and a real SQLite database, mapped, coded and read as in production. */
export async function aSqliteAgency() {
  const folder = await mkdtemp(join(tmpdir(), 'tip-sqlite-'))
  const path = join(folder, 'pntl.db')
  await mkdir(join(folder, 'codes'))
  await writeFile(join(folder, 'agency.yaml'), AGENCY_YAML)
  await writeFile(join(folder, 'codes', 'stage.csv'), STAGE_CSV)
  fill(path)

  const env = { TEST_DATABASE: path }
  const model = await loadAgencyFolder(folder)
  const statements: string[] = []
  const opened = await openEngine(model.source, model.limits, env)
  const engine: Engine = {
    ...opened,
    dialect: opened.dialect,
    capabilities: opened.capabilities,
    asOf: () => opened.asOf(),
    introspect: (options) => opened.introspect(options),
    run(statement, options) {
      statements.push(statement.sql)
      return opened.run(statement, options)
    },
    close: () => opened.close(),
  }

  return {
    folder,
    env,
    model,
    engine,
    statements,
    /** The same agency under other rules. */
    under: (rules: readonly CompiledRule[] = model.policy.rules) =>
      askable(compileAgency({ ...model, policy: { ...model.policy, rules } }, engine), statements),
    async close() {
      await opened.close()
      await rm(folder, { recursive: true })
    },
  }
}

function fill(path: string): void {
  const db = new DatabaseSync(path)
  db.exec(`
    create table kazu (id integer primary key, no_rejistu text, nuc_mp text, data_rejistu text, status text, n_vitima integer, segredu text);
    insert into kazu values
      (1, 'PNTL/1', '62/18.PDSUA', '01/02/2024', 'INV', 2, 'N'),
      (2, 'PNTL/2', null, '31/02/2024', 'XXX', 99999999999, 'S'),
      (3, null, '0007/24.PDBAU', '15/03/2023', 'FIM', null, null);
    create table vitima (id integer primary key, id_kazu integer, kodigu text, sexu text, idade integer, naran text, data text);
    insert into vitima values
      (1, 1, 'V-1', 'F', 15, 'Ana Exemplo', '02/02/2024'), (2, 1, 'V-2', 'M', null, null, null),
      (3, 2, 'V-3', '?', 30, 'Rui "Teste" Exemplo', null), (10, 404, 'V-4', 'F', 20, null, null);
    create table refere (id_vitima integer, n integer, id_kazu integer, data text, estadu text);
    insert into refere values (1, 1, 1, '2024-03-01', 'DON'), (1, 2, null, '2024', 'DON'), (3, 1, 2, null, 'zzz');
  `)
  db.close()
}
