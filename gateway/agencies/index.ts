export { AgencyRegistry, type KnownAgency, type Reachability } from './registry.ts'
export { AgencySetting } from './settings.ts'
export { readState, writeState } from './state.ts'
