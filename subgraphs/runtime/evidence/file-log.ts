import { openLineFile } from '../../../platform/index.ts'
import type { EvidenceEntry } from './entry.ts'

/** Where traces of answers are kept. */
export interface EvidenceLog {
  /**
   * Writes durably; only then may the answer leave.
   *
   * @throws {HubError} EVIDENCE_UNAVAILABLE
   */
  append(entry: EvidenceEntry): Promise<void>
  close(): Promise<void>
}

/**
 * The log as a file of JSON lines, see {@link openLineFile}.
 *
 * @throws {HubError} EVIDENCE_UNAVAILABLE where the file cannot be opened
 */
export async function openFileLog(path: string): Promise<EvidenceLog> {
  const lines = await openLineFile(path)
  return { append: (entry) => lines.append(JSON.stringify(entry)), close: () => lines.close() }
}
