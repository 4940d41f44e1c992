import { project as alfela } from '../../subgraphs/agencies/alfela/database/project.ts'
import { project as courts } from '../../subgraphs/agencies/courts/database/project.ts'
import { project as fokupers } from '../../subgraphs/agencies/fokupers/database/project.ts'
import { layout as jsmpLayout } from '../../subgraphs/agencies/jsmp/database/layout.ts'
import { project as jsmp } from '../../subgraphs/agencies/jsmp/database/project.ts'
import { layout as klatuLayout } from '../../subgraphs/agencies/klatu/database/layout.ts'
import { project as klatu } from '../../subgraphs/agencies/klatu/database/project.ts'
import { project as migration } from '../../subgraphs/agencies/migration/database/project.ts'
import { layout as mnecLayout } from '../../subgraphs/agencies/mnec/database/layout.ts'
import { project as mnec } from '../../subgraphs/agencies/mnec/database/project.ts'
import { project as mssi } from '../../subgraphs/agencies/mssi/database/project.ts'
import { layout as mssiAdultsLayout } from '../../subgraphs/agencies/mssi-adults/database/layout.ts'
import { project as mssiAdults } from '../../subgraphs/agencies/mssi-adults/database/project.ts'
import { project as pcic } from '../../subgraphs/agencies/pcic/database/project.ts'
import { project as pgr } from '../../subgraphs/agencies/pgr/database/project.ts'
import { project as pntl } from '../../subgraphs/agencies/pntl/database/project.ts'
import { layout as pradetLayout } from '../../subgraphs/agencies/pradet/database/layout.ts'
import { project as pradet } from '../../subgraphs/agencies/pradet/database/project.ts'
import type { AgencyCode, AgencyHoldings, FileLayout, TableRows } from '../world/index.ts'

/** The kinds of source that the demo can make. */
export type DemoEngine = 'postgres' | 'sqlite' | 'mysql' | 'files'

/** One institution's database: what it is made of and how its rows are written. */
export interface Institution {
  readonly code: AgencyCode
  /** Name in Portuguese or English, as it stands on its own papers. */
  readonly name: string
  /** Engines that it can be filled into. The first is preferred; `courts` falls back to SQLite where no MariaDB is installed. */
  readonly engines: readonly [DemoEngine, ...DemoEngine[]]
  /** File with the tables, for an engine that has them. */
  schemaFile(engine: DemoEngine): URL
  /** The files, for institutions that keep files; empty otherwise. */
  readonly layout: readonly FileLayout[]
  /** Writes what the institution holds in its own tables and words. */
  project(holdings: AgencyHoldings): readonly TableRows[]
}

type Project = Institution['project']

const databaseOf = (code: AgencyCode, name: string, project: Project, ...engines: readonly [DemoEngine, ...DemoEngine[]]): Institution => ({
  code,
  name,
  engines,
  layout: [],
  schemaFile: (engine) => {
    const file = engine === 'sqlite' && engines[0] !== 'sqlite' ? 'schema.sqlite.sql' : 'schema.sql'
    return new URL(`../../subgraphs/agencies/${code}/database/${file}`, import.meta.url)
  },
  project,
})

const filesOf = (code: AgencyCode, name: string, project: Project, layout: readonly FileLayout[]): Institution => ({
  code,
  name,
  engines: ['files'],
  layout,
  schemaFile: () => {
    throw new Error(`${code} keeps files, which have no schema file`)
  },
  project,
})

/** The register of the demo's institutions: thirteen sources of twelve institutions. */
export const INSTITUTIONS: readonly Institution[] = [
  databaseOf('pntl', 'Polícia Nacional de Timor-Leste, Unidade de Pessoas Vulneráveis', pntl, 'postgres'),
  databaseOf('pcic', 'Polícia Científica de Investigação Criminal', pcic, 'postgres'),
  databaseOf('pgr', 'Procuradoria-Geral da República', pgr, 'postgres'),
  databaseOf('mssi', 'Ministério da Solidariedade Social e Inclusão', mssi, 'postgres'),
  filesOf('mssi-adults', 'Ministério da Solidariedade Social e Inclusão, adultos', mssiAdults, mssiAdultsLayout),
  databaseOf('migration', 'Serviço de Migração', migration, 'sqlite'),
  databaseOf('alfela', 'Asistensia Legál ba Feto no Labarik', alfela, 'sqlite'),
  databaseOf('fokupers', 'Forum Komunikasi Untuk Perempuan Timor Loro Sae', fokupers, 'sqlite'),
  databaseOf('courts', 'Tribunais Judiciais de Primeira Instância', courts, 'mysql', 'sqlite'),
  filesOf('mnec', 'Ministério dos Negócios Estrangeiros e Cooperação', mnec, mnecLayout),
  filesOf('jsmp', 'Judicial System Monitoring Programme', jsmp, jsmpLayout),
  filesOf('pradet', 'Psychosocial Recovery and Development in East Timor', pradet, pradetLayout),
  filesOf('klatu', 'Komisaun Luta Anti-Tráfiku Umanu', klatu, klatuLayout),
]

/** @throws {RangeError} when the demo has no such institution */
export function institutionOf(code: AgencyCode): Institution {
  const found = INSTITUTIONS.find((institution) => institution.code === code)
  if (!found) throw new RangeError(`the demo has no institution ${code}`)
  return found
}
