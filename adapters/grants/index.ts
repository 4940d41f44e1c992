export { grantsFor, grantsText } from './grants.ts'
export type { NeededTable } from './needed-columns.ts'
export type { Grants, GrantsOptions } from './types.ts'
