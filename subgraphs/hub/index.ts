export { createHub, type Hub } from './hub.ts'
export type {
  AgencyStatus,
  HubExecution,
  HubOptions,
  HubRequest,
  HubSources,
  InternalQuestion,
  InternalReply,
  SourceStatus,
} from './request.ts'
