export { LOCK_FILE, readLock, writeLock } from './lock-file.ts'
export { lockEngine, type TakeLockOptions, takeLock } from './take-lock.ts'
