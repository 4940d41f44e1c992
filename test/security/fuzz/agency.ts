import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AgencyCode, World } from './truth.ts'

/** One table for each kind; every column is text. `istoria` is of class 4 and mapped by nobody. */
const TABLES = {
  CaseRecord: { name: 'kazu', columns: ['id', 'ref', 'nuc', 'keixa', 'rejistu', 'fase', 'munisipiu', 'segredu', 'istoria'] },
  PerpetratorRecord: { name: 'autor', columns: ['id', 'kazu', 'naran', 'sexu', 'moris', 'istoria'] },
  VictimRecord: { name: 'vitima', columns: ['id', 'kazu', 'kodigu', 'naran', 'sexu', 'moris', 'identifika', 'telf', 'hela', 'istoria'] },
  ServiceRecord: { name: 'servisu', columns: ['id', 'vitima', 'tipu', 'hahu', 'sira', 'istoria'] },
  ReferralRecord: { name: 'refere', columns: ['id', 'kazu', 'vitima', 'husi', 'ba', 'estadu', 'data', 'prazu', 'istoria'] },
} as const
const FIELD_OF: Readonly<Record<string, string>> = {
  ref: 'localRef',
  nuc: 'nuc',
  keixa: 'reportedDate',
  rejistu: 'registeredDate',
  fase: 'stage',
  munisipiu: 'municipality',
  segredu: 'inquirySecret',
  naran: 'names',
  sexu: 'sex',
  moris: 'birthDate',
  kodigu: 'localCode',
  identifika: 'identifiedDate',
  telf: 'phone',
  hela: 'address',
  tipu: 'serviceType',
  hahu: 'startDate',
  sira: 'provider',
  husi: 'fromAgency',
  ba: 'toAgency',
  estadu: 'status',
  data: 'madeOn',
  prazu: 'expiresOn',
}

/** Writes the folder and the database of one agency. @returns the folder, and the path of the database */
export async function writeAgency(
  root: string,
  agency: AgencyCode,
  world: World,
): Promise<{ readonly folder: string; readonly database: string }> {
  const folder = join(root, agency)
  await mkdir(folder)
  await writeFile(join(folder, 'agency.yaml'), yamlOf(agency))
  const database = join(root, `${agency}.db`)
  const db = new DatabaseSync(database)
  for (const [kind, { name, columns }] of Object.entries(TABLES)) {
    db.exec(`create table ${name} (${columns.map((column) => `${column} text`).join(', ')})`)
    const insert = db.prepare(`insert into ${name} values (${columns.map(() => '?').join(', ')})`)
    for (const row of world.rows.filter((each) => each.agency === agency && each.kind === kind))
      insert.run(
        ...columns.map((column) => {
          if (column === 'id') return row.key
          if (column === 'kazu') return row.case
          if (column === 'vitima') return row.victim
          return column === 'istoria' ? row.narrative : (row.fields[FIELD_OF[column] ?? ''] ?? null)
        }),
      )
  }
  db.exec('create table konsentimentu (vitima text, ba text, estadu text, to_data text)')
  const consent = db.prepare('insert into konsentimentu values (?, ?, ?, ?)')
  for (const each of world.consents.filter((of) => of.agency === agency)) consent.run(each.victim, each.scope, each.state, each.until)
  db.close()
  return { folder, database }
}

const yamlOf = (agency: AgencyCode): string => `
version: 1
agency: ${agency}
name: { en: ${agency}, pt: ${agency} }
source: { engine: sqlite, pathEnv: FUZZ_DATABASE, timezone: Asia/Dili }
records:
  CaseRecord:
    from: kazu
    key: id
    fields:
      localRef: ref
      nuc: { column: nuc, format: nuc }
      reportedDate: { column: keixa, date: yyyy-MM-dd }
      registeredDate: { column: rejistu, date: yyyy-MM-dd }
      stage: { column: fase, codes: "=" }
      municipality: { column: munisipiu, codes: "=" }
      inquirySecret: { column: segredu, yes: ["true"], no: ["false"] }
    filter: [reportedDate, registeredDate, stage, municipality]
  PerpetratorRecord:
    from: autor
    key: id
    case: { column: kazu }
    fields:
      names: { names: [{ column: naran, name: full }] }
      sex: { column: sexu, codes: "=" }
      birthDate: { column: moris, date: yyyy-MM-dd }
    filter: [sex, birthDate]
  VictimRecord:
    from: vitima
    key: id
    case: { column: kazu }
    fields:
      localCode: kodigu
      names: { names: [{ column: naran, name: full }] }
      sex: { column: sexu, codes: "=" }
      birthDate: { column: moris, date: yyyy-MM-dd }
      identifiedDate: { column: identifika, date: yyyy-MM-dd }
      phone: telf
      address: hela
    filter: [sex, birthDate, identifiedDate]
  ServiceRecord:
    from: servisu
    key: id
    victim: { column: vitima }
    fields:
      serviceType: { column: tipu, codes: "=" }
      startDate: { column: hahu, date: yyyy-MM-dd }
      provider: { column: sira, codes: "=" }
    filter: [startDate, serviceType]
  ReferralRecord:
    from: refere
    key: id
    case: { column: kazu }
    victim: { column: vitima }
    fields:
      fromAgency: { column: husi, codes: "=" }
      toAgency: { column: ba, codes: "=" }
      status: { column: estadu, codes: "=" }
      madeOn: { column: data, date: yyyy-MM-dd }
      expiresOn: { column: prazu, date: yyyy-MM-dd }
    filter: [madeOn, status, toAgency]
consents:
  from: konsentimentu
  subject: { column: vitima }
  scope: { column: ba, codes: "=" }
  state: { column: estadu, codes: "=" }
  until: { column: to_data, date: yyyy-MM-dd }
policy:
  version: 1
  rules:
    - { id: ${agency.toUpperCase()}-01, permit: ["*.*"], to: { agencies: [${agency}] }, for: [PROTECTION], because: replaced by the fuzz }
`
