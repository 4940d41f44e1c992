export { catalogueMark } from './catalogue-mark.ts'
export { type Degraded, NOTHING_DEGRADED } from './degraded.ts'
export { degradedSource } from './degraded-source.ts'
export { type Drift, type DriftProblem, findDrift, isFor, NO_DRIFT } from './drift.ts'
