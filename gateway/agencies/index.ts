export { graphPartOf } from './description.ts'
export { type AgencyNews, AgencyRegistry, type KnownAgency, type Reachability } from './registry.ts'
export { AgencySetting } from './settings.ts'
export { readState, writeState } from './state.ts'
