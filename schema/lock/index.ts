export { compareLocks } from './compare-locks.ts'
export { type ChangeSeverity, LOCK_CHANGE_CODES, type LockChange, type LockChangeCode, lockChangeInWords } from './lock-change.ts'
export { type CodeTable, EXPRESSION, isSealed, type LockColumn, type LockTable, lockText, SchemaLock, sealLock } from './schema-lock.ts'
export { type TypeFamily, typeFamily } from './type-family.ts'
