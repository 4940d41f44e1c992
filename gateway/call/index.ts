export { type AgencyClient, type AgencyClientOptions, type AgencyQuestion, createAgencyClient } from './agency-client.ts'
export type { BreakerState } from './breaker.ts'
export type { AgencyAnswer } from './read-answer.ts'
export { type CallPerson, createSigner, newId, type Signer } from './signer.ts'
