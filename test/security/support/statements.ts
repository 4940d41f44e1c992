import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEMO_ISSUER } from '../../../demo/people/token.ts'
import { EMERGENCY_TYPE } from '../../../schema/index.ts'
import { approverKeyId, type EmergencyNotice, NOTICE_FILE, readNotices } from '../../../subgraphs/runtime/index.ts'
import type { AttackedHub } from './attacked-hub.ts'
import { nowSeconds } from './signed-call.ts'

export const approverKey = async ({ hub }: AttackedHub, person: string): Promise<KeyObject> =>
  createPrivateKey(await readFile(join(hub.databases.home.keys, `approver-${person}.pem`), 'utf8'))

export interface StatementParts {
  readonly agency?: string
  readonly approver?: string
  /** Members beside or instead of the usual ones. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** @default the approver's own */
  readonly key?: KeyObject
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A statement for the officer of the police, for one woman at the shelters, with a right signature over whatever is given. */
export async function aStatement(attacked: AttackedHub, record: string, of: StatementParts = {}): Promise<string> {
  const { agency = 'fokupers', approver = `${agency}.director` } = of
  const own = await approverKey(attacked, approver)
  const now = nowSeconds()
  const payload = {
    jti: randomBytes(16).toString('base64url'),
    aud: agency,
    iss: DEMO_ISSUER,
    sub: approver,
    iat: now,
    exp: now + 30 * 60,
    kind: 'LIFE',
    asker: { iss: DEMO_ISSUER, sub: 'pntl.officer', agency: 'pntl', role: 'case-officer', purpose: 'PROTECTION' },
    scope: { coordinates: ['VictimRecord.names', 'VictimRecord.class<=1'], record: { kind: 'VictimRecord', id: record } },
    ...of.claims,
  }
  const signed = `${part({ alg: 'EdDSA', typ: EMERGENCY_TYPE, kid: await approverKeyId(own), ...of.header })}.${part(payload)}`
  return `${signed}.${sign(null, Buffer.from(signed), of.key ?? own).toString('base64url')}`
}

/** What the owner's people can read, newest last. */
export const noticesOf = async ({ hub }: AttackedHub, agency: string): Promise<readonly EmergencyNotice[]> =>
  (await readNotices(join(hub.databases.home.state, 'emergency', agency, NOTICE_FILE))).notices
