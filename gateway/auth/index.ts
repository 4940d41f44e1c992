export { createTokenVerifier, type TokenVerifier } from './access-token.ts'
export { type Asker, type AskerOptions, readAsker } from './asker.ts'
export { nobodyDenied, watchDeniedFile } from './denied-file.ts'
export { IssuerSettings, toIssuers } from './issuers.ts'
