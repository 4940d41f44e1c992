export { enforceCost } from './cost.ts'
export { enforceDocumentLimits, enforcePageSizes, readDocument } from './enforce.ts'
export { RequestLimits } from './limits.ts'
export { enforceListSizes } from './lists.ts'
