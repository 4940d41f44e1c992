import { compileAgency, type Engine, keepReady, openEngine } from '../../adapters/index.ts'
import type { AgencyModel, Vocabulary } from '../../schema/index.ts'
import type { Listening } from './http/listen.ts'
import { createAgencyLog } from './http/log.ts'
import { type ServeSettings, serveAgency } from './serve.ts'
import { loadSignedAgency, type PolicyTrust } from './signing/load-signed.ts'

export interface StartSettings extends Omit<ServeSettings, 'source' | 'stateFolder' | 'lock'> {
  /** The agency's folder: `agency.yaml`, `codes/`, SELECTs. */
  readonly folder: string
  /** By whom the folder must be signed. There is no way to serve one that is not. */
  readonly policy: PolicyTrust
  /** Variables that the file names, with the address of the database. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Refuses, by throwing, a source that may not be served in this way. Asked before anything is. @default every source may */
  readonly admitSource?: ((model: AgencyModel, engine: Engine) => Promise<void>) | undefined
  /** Version of the shared language that this process speaks. @default the current one */
  readonly vocabulary?: Vocabulary | undefined
}

export interface RunningAgency extends Listening {
  readonly agency: string
}

/**
 * Starts one agency from its folder: reads the mapping, opens its database read-only, and serves it to the hub.
 * The evidence log is handed in and stays open: it outlives restarts of the agency.
 *
 * @throws {HubError} POLICY_INVALID (unsigned, altered, older than what was served), MAPPING_INVALID, CONFIG_INVALID, TLS_REQUIRED, PORT_TAKEN
 */
export async function startAgency({ folder, policy, env, vocabulary, admitSource, ...settings }: StartSettings): Promise<RunningAgency> {
  const { model, lock } = await loadSignedAgency(folder, policy, vocabulary)
  const opened = await openEngine(model.source, model.limits, env, model.agency, keepReady(model))
  const engine = settings.metrics?.watchEngine(opened) ?? opened
  const log = createAgencyLog(model.agency, settings.logger)
  try {
    await admitSource?.(model, engine)
    const listening = await serveAgency({
      ...settings,
      lock,
      stateFolder: policy.stateFolder,
      source: compileAgency(model, engine, { onCostly: (plan) => log.costly(plan) }),
    })
    return {
      ...listening,
      agency: model.agency,
      async close() {
        await listening.close()
        await engine.close()
      },
    }
  } catch (thrown) {
    await engine.close()
    throw thrown
  }
}
