export { type AskedAgency, SOURCE_STATUSES, type Source, type SourceStatus, Sources, type SourcesAnswer, statusOf } from './sources.ts'
