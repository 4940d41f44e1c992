export type { GatewayEvent } from './events.ts'
export { createEventLog } from './log.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { serveMetrics } from './serve-metrics.ts'
