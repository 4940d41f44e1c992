import { HUB_ERRORS, type HubErrorCode, type HubErrorDetail, type HubErrorDetails, type NeedsNoDetails } from './catalogue.ts'
import { errorWords, safeDetail } from './words.ts'

/**
 * An error that the hub foresees and may show as it is. Everything else is a bug: a plain `Error`, masked at the edge as `INTERNAL`.
 *
 * The message is made from the catalogue's template and `details`, and from nothing else. `toJSON` and `console` leave `cause` and
 * `stack` out, because drivers put hosts, tables and values into theirs; a logger with a serializer of its own must do the same.
 *
 * @example throw new HubError('AGENCY_TIMEOUT', { agency: 'pgr', timeoutMs: 2_000 }, { cause })
 */
export class HubError<Code extends HubErrorCode = HubErrorCode> extends Error {
  override readonly name = 'HubError'
  readonly code: Code
  /** Names of agencies, fields, files and limits, of bounded length; never of people, never values of a record. */
  readonly details: Readonly<Record<string, HubErrorDetail>>

  /** @param rest the details that the code's words need (none for most), then `{ cause }` */
  constructor(code: Code, ...rest: HubErrorArguments<Code>) {
    const [details = {}, options] = rest
    super(errorWords(code, details).text, options)
    this.code = code
    this.details = Object.freeze(Object.fromEntries(Object.entries(details).map(([name, detail]) => [name, safeDetail(name, detail)])))
  }

  /** Status of an HTTP answer that holds nothing but this error. */
  get httpStatus(): number {
    return HUB_ERRORS[this.code].httpStatus
  }

  /** What may be sent or logged. */
  toJSON(): { code: Code; message: string; details: Readonly<Record<string, HubErrorDetail>> } {
    return { code: this.code, message: this.message, details: this.details }
  }

  /** `console` and `util.inspect` would print the cause and the paths of the stack. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `HubError ${this.code}: ${this.message}`
  }
}

/** Details are required exactly where the words need some. */
type HubErrorArguments<Code extends HubErrorCode> =
  NeedsNoDetails<Code> extends true
    ? [details?: Readonly<Record<string, HubErrorDetail>>, options?: ErrorOptions]
    : [details: HubErrorDetails<Code>, options?: ErrorOptions]

/** Whether something thrown is an expected error of the hub, with that code where one is given. */
export const isHubError = <Code extends HubErrorCode = HubErrorCode>(thrown: unknown, code?: Code): thrown is HubError<Code> =>
  thrown instanceof HubError && (code === undefined || thrown.code === code)
