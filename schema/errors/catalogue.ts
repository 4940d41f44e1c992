import { agencyErrors } from './agency-errors.ts'
import { identityErrors } from './identity-errors.ts'
import { requestErrors } from './request-errors.ts'
import { setupErrors } from './setup-errors.ts'

/**
 * Every error code that can leave the hub. Codes are contract: clients switch on them, and they key the translations.
 * A code is never renamed and never gets another meaning.
 */
export const HUB_ERRORS = { ...identityErrors, ...requestErrors, ...agencyErrors, ...setupErrors } as const

export type HubErrorCode = keyof typeof HUB_ERRORS

/** The names between braces in a template. */
type Placeholders<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never

/** A detail is a name of an agency, field, file or limit. Never a person, never a value of a record, never a host or a path. */
export type HubErrorDetail = string | number

/** The details of a code: each that its words need, and any more that help a machine (`timeoutMs`, `problem: 'redirect'`). */
export type HubErrorDetails<Code extends HubErrorCode> = Readonly<
  Record<Placeholders<(typeof HUB_ERRORS)[Code]['words']['en']>, HubErrorDetail> & Record<string, HubErrorDetail>
>

/** Whether the words of a code need no detail. */
export type NeedsNoDetails<Code extends HubErrorCode> = [Placeholders<(typeof HUB_ERRORS)[Code]['words']['en']>] extends [never]
  ? true
  : false

/** Whether a text is a code of the catalogue, e.g. one that came from an agency. */
export const isHubErrorCode = (text: string): text is HubErrorCode => Object.hasOwn(HUB_ERRORS, text)
