export { createTokenVerifier, type TokenVerifier } from './access-token.ts'
export { type Asker, type AskerOptions, readAsker } from './asker.ts'
export { IssuerSettings, toIssuers } from './issuers.ts'
