export type { GatewayEvent } from './events.ts'
export { createEventLog } from './log.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { type CallTrace, type RequestTrace, startTraces, type Traces } from './traces.ts'
