export { HUB_ERRORS, type HubErrorCode, type HubErrorDetail, type HubErrorDetails, isHubErrorCode } from './catalogue.ts'
export { HubError, isHubError } from './hub-error.ts'
export type { ErrorEntry } from './types.ts'
export { type ErrorWords, errorWords } from './words.ts'
