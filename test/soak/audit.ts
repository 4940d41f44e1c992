import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessHub } from '../support/process-hub.ts'

/** An answer that a person received, as evidence of it must exist. */
export interface Received {
  readonly requestId: string
  /** Agencies whose records stood in it. */
  readonly agencies: ReadonlySet<string>
}

/** Answers without their entry in the gateway's evidence, or in that of an agency whose records they held. */
export async function unaudited(hub: ProcessHub, received: readonly Received[]): Promise<readonly string[]> {
  const gateways = new Set((await Promise.all(hub.evidenceFiles.map(requestsIn))).flatMap((ids) => [...ids]))
  const agencies = new Map<string, ReadonlySet<string>>()
  for (const code of hub.adapters.keys()) agencies.set(code, await requestsIn(join(hub.databases.home.state, `evidence-${code}.jsonl`)))
  return received.flatMap(({ requestId, agencies: shown }) => [
    ...(gateways.has(requestId) ? [] : [`gateway: ${requestId}`]),
    ...[...shown].filter((code) => !agencies.get(code)?.has(requestId)).map((code) => `${code}: ${requestId}`),
  ])
}

async function requestsIn(file: string): Promise<ReadonlySet<string>> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  return new Set(
    lines.flatMap((line) => {
      // A process that was killed may have left half a line.
      const entry: unknown = line.endsWith('}') ? JSON.parse(line) : undefined
      return typeof entry === 'object' && entry !== null && 'requestId' in entry ? [String(entry.requestId)] : []
    }),
  )
}
