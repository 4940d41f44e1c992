export { filterOperation, type PreparedOperation, PreparedOperations } from './operation.ts'
export { type Profile, Profiles } from './profile.ts'
export { isPublicOperation } from './public-fields.ts'
export { readPolicy, type VisibleFields, visibleFields } from './visible-fields.ts'
