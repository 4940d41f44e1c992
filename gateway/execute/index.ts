export type { ResponseError } from './errors.ts'
export {
  createFederatedExecutor,
  type ExecuteRequest,
  type ExecuteResult,
  type FederatedExecutor,
  type FederatedExecutorOptions,
} from './executor.ts'
export type { ExecutorLimits } from './limits.ts'
export type { FetchOutcome, Send, SubgraphRequest } from './send.ts'
