export { TrustedDocumentSettings } from './settings.ts'
export { type NamedDocument, readTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts'
