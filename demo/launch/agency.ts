import { createPublicKey } from 'node:crypto'
import type { Logger } from 'pino'
import { compileAgency, keepReady, openEngine } from '../../adapters/index.ts'
import { loadSignedAgency, openFileLog, serveAgency, startAgencyTraces } from '../../subgraphs/runtime/index.ts'
import { assertDemoSource } from './demo-source.ts'
import { demoLock } from './lock.ts'
import type { AgencySettings } from './settings.ts'
import { addressName, sourceOf } from './source.ts'
import { DEMO_TRUST } from './trust.ts'

/** An adapter of the demonstration that is running. */
export interface RunningAgency {
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts one institution's adapter over its demo database.
 *
 * @throws {HubError} POLICY_INVALID (unsigned, altered, older than what was served), MAPPING_INVALID, CONFIG_INVALID, PORT_TAKEN
 * @throws {Error} where the source does not carry the generator's marker: it may be real, and the demonstration's tokens must not open it
 */
export async function startDemoAgency(settings: AgencySettings, logger?: Logger): Promise<RunningAgency> {
  const { directorKey, ...policy } = settings.policy
  const { model, lock } = await loadSignedAgency(settings.folder, { ...policy, publicKeys: [createPublicKey(directorKey)] })
  const source = sourceOf(model.source, settings)
  const engine = await openEngine(source, model.limits, { [addressName(source)]: settings.source }, model.agency, keepReady(model))
  try {
    await assertDemoSource(source, settings.source, engine)
    const evidence = await openFileLog(settings.evidenceFile)
    const traces = settings.tracesUrl === undefined ? undefined : await startAgencyTraces(model.agency, settings.tracesUrl)
    const serving = await serveAgency({
      source: compileAgency(model, engine),
      lock: await demoLock(model, engine, lock, policy.stateFolder),
      hub: { jwks: settings.hubJwks },
      issuers: [{ ...DEMO_TRUST, maxTokenSeconds: DEMO_TRUST.maxTokenMinutes * 60, keys: { jwks: settings.issuerJwks } }],
      deniedFile: settings.deniedFile,
      emergency: settings.emergency,
      idSecrets: [{ version: 1, secret: Buffer.from(settings.idSecret, 'base64url') }],
      caseKeySecret: Buffer.from(settings.caseKey, 'base64url'),
      evidence,
      traces,
      stateFolder: policy.stateFolder,
      port: settings.port,
      ...(logger === undefined ? {} : { logger }),
    })
    return {
      url: serving.url,
      async close() {
        await serving.close()
        await traces?.close()
        await evidence.close()
        await engine.close()
      },
    }
  } catch (cause) {
    await engine.close()
    throw cause
  }
}
