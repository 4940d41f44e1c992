import { project as projectPgr } from '../../subgraphs/agencies/pgr/database/project.ts'
import { project as projectPntl } from '../../subgraphs/agencies/pntl/database/project.ts'
import type { AgencyCode, AgencyHoldings, TableRows } from '../world/index.ts'

/** The kinds of source that the demo can make. */
export type DemoEngine = 'postgres' | 'sqlite' | 'mysql' | 'files'

/** One institution's database: what it is made of and how its rows are written. */
export interface Institution {
  readonly code: AgencyCode
  /** Name in Portuguese, as it stands in law or on its own papers. */
  readonly name: string
  /** Engines that it can be filled into; the first is the one of the demo. */
  readonly engines: readonly [DemoEngine, ...DemoEngine[]]
  schemaFile(engine: DemoEngine): URL
  project(holdings: AgencyHoldings): readonly TableRows[]
}

const schemaIn = (code: string) => (engine: DemoEngine) =>
  new URL(
    `../../subgraphs/agencies/${code}/database/${engine === 'sqlite' && code === 'courts' ? 'schema.sqlite.sql' : 'schema.sql'}`,
    import.meta.url,
  )

/** The register of the demo's institutions. */
export const INSTITUTIONS: readonly Institution[] = [
  {
    code: 'pntl',
    name: 'Polícia Nacional de Timor-Leste, Unidade de Pessoas Vulneráveis',
    engines: ['postgres'],
    schemaFile: schemaIn('pntl'),
    project: projectPntl,
  },
  { code: 'pgr', name: 'Procuradoria-Geral da República', engines: ['postgres'], schemaFile: schemaIn('pgr'), project: projectPgr },
]
