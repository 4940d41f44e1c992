import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { EmergencyRequest } from '../../schema/index.ts'
import { type ApproverFile, approveEmergency, approverKeyId } from '../../subgraphs/runtime/index.ts'
import { readIfThere, writeWhole } from '../state/files.ts'
import { type DemoHome, demoHome } from '../state/home.ts'
import { DEMO_PEOPLE, type DemoPerson } from './people.ts'
import { DEMO_ISSUER } from './token.ts'

const approverFileOf = (home: DemoHome): string => join(home.state, 'approvers.json')
const keyFileOf = (home: DemoHome, person: DemoPerson): string => join(home.keys, `approver-${person.name}.pem`)

/**
 * Makes the keys of the people who may approve an emergency, and registers them with the adapters. Whom of them an agency takes, its own file
 * says. A real approver makes the key by hand and keeps it: `tip-hub emergency approve --help`.
 */
export async function prepareApprovers(home: DemoHome): Promise<string> {
  const approvers = await Promise.all(
    DEMO_PEOPLE.filter(({ isApprover }) => isApprover).map(async (person): Promise<ApproverFile['approvers'][number]> => {
      const key = await makeKey(keyFileOf(home, person))
      const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
      return {
        issuer: DEMO_ISSUER,
        account: person.name,
        agency: person.agency,
        key: { kty: 'OKP', crv: 'Ed25519', x, kid: await approverKeyId(key) },
      }
    }),
  )
  const file = approverFileOf(home)
  await writeWhole(file, JSON.stringify({ version: 1, approvers } satisfies ApproverFile, null, 2))
  return file
}

/** Where an adapter of the demonstration counts the uses of statements, and leaves notices for the owner's people. */
export const emergencyFolderOf = (home: DemoHome, code: string): string => join(home.state, 'emergency', code)

/**
 * Signs a request as a demo person.
 *
 * @throws {Error} where the person has no key: they approve nothing, or the demonstration was never started
 * @throws {HubError} EMERGENCY_REFUSED where they asked themselves
 */
export async function approveAsDemoPerson(person: DemoPerson, request: EmergencyRequest, home?: string): Promise<string> {
  const pem = await readIfThere(keyFileOf(demoHome(home), person))
  if (pem === undefined)
    throw new Error(
      person.isApprover
        ? 'there is no demonstration here yet; start it with: npm start'
        : `${person.name} has no key to approve with; these have one: ${DEMO_PEOPLE.flatMap((one) => (one.isApprover ? [one.name] : [])).join(', ')}`,
    )
  return approveEmergency({
    request,
    issuer: DEMO_ISSUER,
    account: person.name,
    key: createPrivateKey(pem),
    nowSeconds: Math.floor(Date.now() / 1_000),
  })
}

async function makeKey(file: string): Promise<KeyObject> {
  const known = await readIfThere(file)
  if (known !== undefined) return createPrivateKey(known)
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeWhole(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  return privateKey
}
