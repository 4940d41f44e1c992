export { type AskedAgency, type Source, type SourceStatus, Sources, type SourcesAnswer, statusOf } from './sources.ts'
