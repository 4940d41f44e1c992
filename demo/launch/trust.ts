import { DEMO_PEOPLE } from '../people/people.ts'
import { DEMO_ISSUER } from '../people/token.ts'

/** The demo issuer may vouch for exactly the offices that exist in the demonstration. */
export const DEMO_TRUST = {
  issuer: DEMO_ISSUER,
  agencies: [...new Set(DEMO_PEOPLE.map(({ agency }) => agency))],
  roles: [...new Set(DEMO_PEOPLE.flatMap(({ roles }) => roles))],
  /** Longest life of a demo token, see `tip-hub token --minutes`. */
  maxTokenMinutes: 1_440,
} as const
