export {
  isPersonCall,
  isReason,
  MAX_CALL_SECONDS,
  MAX_CONTEXT_LENGTH,
  MAX_REASON_LENGTH,
  type PersonCall,
  REASON_PURPOSES,
  readTipContext,
  type TipContext,
  writeTipContext,
} from './context.ts'
export { DeniedFile, type IsDenied, readDenied } from './denied.ts'
export {
  afterAnswer,
  DENIED_LIST,
  deniedByAny,
  deniedNow,
  isListAddress,
  isStale,
  KeptList,
  type KnownList,
  toKnownList,
} from './denied-list.ts'
export { AGENCY_PROBLEM_CODES, type AgencyDescription, type AgencyProblem, type HeldKind, type WrittenPolicy } from './description.ts'
export {
  EMERGENCY_HEADER,
  EMERGENCY_TYPE,
  EmergencyStatement,
  MAX_EMERGENCY_LENGTH,
  minutesOf,
  readEmergencyStatement,
} from './emergency.ts'
export { EmergencyRequest } from './emergency-request.ts'
export { type FieldGapReason, GAP_REASONS } from './gaps.ts'
export * from './internal.ts'
export {
  type Invitation,
  MAX_MEMBERSHIP_BYTES,
  MEMBERSHIP_PATH,
  MEMBERSHIP_SECONDS,
  MEMBERSHIP_TYPE,
  MembershipAnswer,
  MembershipRequest,
  readInvitation,
  writeInvitation,
} from './membership.ts'
export {
  CALL_HEADERS,
  contentDigest,
  POLICY_VERSION_HEADER,
  readSignature,
  readSignatureInput,
  type SignatureParams,
  type SignedParts,
  signatureBase,
  writeSignature,
  writeSignatureInput,
} from './signature.ts'
export { hasDuplicateNames } from './strict-json.ts'
export { hasJwsForm, hasTokenForm, readJwsPayload } from './strict-token.ts'
export {
  ACCESS_TOKEN_TYPE,
  accountOf,
  ISSUER_NAME,
  mayAssert,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TokenClaims,
  type TrustedIssuer,
} from './token.ts'
export { isTraceAddress, readTraceparent, TRACEPARENT_HEADER, type TraceParent, writeTraceparent } from './traceparent.ts'
