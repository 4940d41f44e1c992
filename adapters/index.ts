export * from './check/index.ts'
export { writeCodes } from './codes/write-codes.ts'
export { unofferedFields } from './compile/check-arguments.ts'
export { compileAgency } from './compile/compile-agency.ts'
export { keepReady } from './compile/keep-ready.ts'
export * from './drift/index.ts'
export { explainStatement, type StatementPlan } from './explain/index.ts'
export { type DescribedFolder, describeFolder } from './files/describe-folder.ts'
export { type Grants, type GrantsOptions, grantsFor, grantsText, type NeededTable } from './grants/index.ts'
export { type InspectedFolder, inspectAgencyFolder, loadAgencyFolder } from './load-agency.ts'
export { LOCK_FILE, readLock, type TakeLockOptions, takeLock, writeLock } from './lock/index.ts'
export { MSSQL_NOTE } from './mssql/engine.ts'
export { openEngine } from './open-engine.ts'
export * from './profile/index.ts'
export * from './propose/index.ts'
export {
  createScratchTables,
  emptyScratchTable,
  fillScratchTable,
  type ScratchRow,
  type ScratchTable,
} from './scratch/index.ts'
export type * from './types.ts'
export { CURRENT_VERSION, type Migration, type UpgradedFolder, type UpgradePlan, upgradeFolder } from './upgrade/index.ts'
export { isInForm } from './values/transform.ts'
