import { openLineFile } from '../../platform/index.ts'
import type { EvidenceEntry, MembershipEntry } from './entry.ts'

/** Where accesses are recorded before they are answered. */
export interface EvidenceLog {
  /**
   * @returns once the entry is durable
   * @throws {HubError} EVIDENCE_UNAVAILABLE: then nothing may be answered
   */
  append(entry: EvidenceEntry | MembershipEntry): Promise<void>
  close(): Promise<void>
}

/**
 * The log as a file of JSON lines, see {@link openLineFile}.
 *
 * @throws {HubError} EVIDENCE_UNAVAILABLE
 */
export async function openEvidenceFile(file: string): Promise<EvidenceLog> {
  const lines = await openLineFile(file)
  return { append: (entry) => lines.append(JSON.stringify(entry)), close: () => lines.close() }
}
