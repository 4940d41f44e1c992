import { demoHome } from '../state/home.ts'
import { existingKeys } from '../state/keys.ts'
import type { DemoPerson } from './people.ts'
import { demoToken, type TokenOptions } from './token.ts'

/**
 * Issues a token for a demo person with the keys of the demonstration that was started here.
 *
 * @throws {Error} where no demonstration was ever started: there is no issuer then
 */
export async function issueDemoToken(
  person: DemoPerson,
  options: Omit<TokenOptions, 'nowSeconds'> & { readonly home?: string },
): Promise<string> {
  const keys = await existingKeys(demoHome(options.home))
  if (!keys) throw new Error('there is no demonstration here yet; start it with: npm start')
  return demoToken(keys.issuer, person, { ...options, nowSeconds: Math.floor(Date.now() / 1000) })
}
