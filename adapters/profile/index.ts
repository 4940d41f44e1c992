export { type Profiled, type ProfileOptions, profileTables } from './profile-tables.ts'
export { type Asked, whatToAsk } from './what-to-ask.ts'
