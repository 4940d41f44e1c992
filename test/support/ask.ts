import { findPerson } from '../../demo/people/people.ts'
import { demoToken } from '../../demo/people/token.ts'
import type { DemoKeys } from '../../demo/state/keys.ts'
import type { Purpose } from '../../schema/index.ts'

/** Who asks, and why. */
export interface As {
  /** A demo person, e.g. `klatu.analyst`. */
  readonly as: string
  readonly purpose: Purpose
}

/** The case that demo people name as their own, where their purpose needs one. */
export const DEMO_REASON = 'demo case 12'

/** One source as `extensions.sources` names it. */
export interface AnsweredSource {
  readonly agency: string
  readonly status: string
  readonly asOf: string | null
}

/** An answer over HTTP. `Data` is what the test expects to find; nothing checks it but the test. */
export interface Answer<Data> {
  readonly status: number
  /** By which the answer stands in logs and evidence. */
  readonly requestId: string | null
  /** The body as it came. */
  readonly text: string
  readonly data: Data
  readonly errors: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: Readonly<Record<string, unknown>>
  }[]
  readonly sources: readonly AnsweredSource[]
  readonly complete: boolean | undefined
}

export interface Asked {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/**
 * A token for a demo person, for one purpose.
 *
 * @param nowMs what the clock of the issuer shows. @default that of this machine
 */
export function tokenFor(keys: DemoKeys, { as, purpose }: As, nowMs = Date.now()): Promise<string> {
  const person = findPerson(as)
  if (!person) throw new RangeError(`there is no demo person ${as}`)
  return demoToken(keys.issuer, person, { purposes: [purpose], nowSeconds: Math.floor(nowMs / 1_000) })
}

/** Asks over HTTP, as any client would. @param token none: the question of a stranger */
export async function askOverHttp<Data>(url: string, { query, variables = {} }: Asked, token?: string): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}`, 'tip-reason': DEMO_REASON }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  const body = JSON.parse(text)
  return {
    status: response.status,
    requestId: response.headers.get('tip-request-id'),
    text,
    data: body.data ?? null,
    errors: body.errors ?? [],
    sources: body.extensions?.sources ?? [],
    complete: body.extensions?.complete,
  }
}
