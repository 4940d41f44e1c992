export { enforceDocumentLimits, enforcePageSizes, readDocument } from './enforce.ts'
export { RequestLimits } from './limits.ts'
