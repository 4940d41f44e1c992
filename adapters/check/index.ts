export { type CheckAgencyOptions, type CheckedAgency, checkAgency } from './check-agency.ts'
export { checkFolder } from './check-folder.ts'
export { CHECK_STAGES, type CheckStage, type FieldRate, type Finding } from './finding.ts'
export type { UnmappedCodes } from './unmapped-codes.ts'
