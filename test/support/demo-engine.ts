import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, keepReady, loadAgencyFolder, openEngine } from '../../adapters/index.ts'
import { fillSqlite, institutionOf } from '../../demo/fill/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import type { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { generateWorld } from '../../demo/world/index.ts'
import type { AgencyModel } from '../../schema/index.ts'
import { type DemoDatabases, demoAgency } from './demo-databases.ts'

type Code = (typeof DEMO_AGENCIES)[number]['code']

/** An institution's mapping with the engine that its folder names; the courts' tables are made in SQLite where the demo has them in MariaDB. */
export async function openDemoEngine(
  databases: DemoDatabases,
  code: Code,
): Promise<{ readonly folder: string; readonly model: AgencyModel; readonly engine: Engine; close(): Promise<void> }> {
  const folder = agencyFolder(code)
  const model = await loadAgencyFolder(folder)
  const made = demoAgency(code).source === 'mysql' ? await filled(code) : undefined
  const address = made?.path ?? databases.addressFor(code)
  const { source } = model
  const variable = 'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv
  const engine = await openEngine(source, model.limits, { [variable]: address }, code, keepReady(model))
  return {
    folder,
    model,
    engine,
    close: async () => {
      await engine.close()
      if (made) await rm(made.folder, { recursive: true, force: true })
    },
  }
}

async function filled(code: Code): Promise<{ readonly folder: string; readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-courts-'))
  const path = join(folder, 'source.sqlite')
  await fillSqlite(path, institutionOf(code), generateWorld({ seed: 5, scale: 1 }))
  if (!existsSync(path)) throw new Error('the fill made no file')
  return { folder, path }
}
