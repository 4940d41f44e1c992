export { createPseudonyms, type EvidenceEntry, type MembershipEntry } from './entry.ts'
export { type EvidenceLog, openEvidenceFile } from './file-log.ts'
