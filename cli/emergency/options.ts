import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { InvalidArgumentError } from 'commander'
import {
  EMERGENCY_KINDS,
  type EmergencyKind,
  EmergencyRequest,
  RECORD_KIND_NAMES,
  readScopeCoordinate,
  vocabulary,
} from '../../schema/index.ts'
import { UsageError } from '../usage-error.ts'

export type NamedRecord = NonNullable<EmergencyRequest['scope']['record']>

export function toKind(written: string): EmergencyKind {
  const kind = EMERGENCY_KINDS.find((known) => known === written.toUpperCase())
  if (!kind) throw new InvalidArgumentError(`is one of ${EMERGENCY_KINDS.join(', ')}`)
  return kind
}

export function toMinutes(written: string): number {
  const minutes = Number(written)
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1_440) throw new InvalidArgumentError('is a whole number from 1 to 1440')
  return minutes
}

/** `VictimRecord:AbC…`, the opaque id as the graph gives it. */
export function toRecord(written: string): NamedRecord {
  const [kindName, id, ...rest] = written.split(':')
  const kind = RECORD_KIND_NAMES.find((known) => known === kindName)
  if (!kind || id === undefined || !/^[A-Za-z0-9_-]{1,300}$/.test(id) || rest.length > 0)
    throw new InvalidArgumentError('is a kind and an id, such as VictimRecord:AXk3…; the id is the one that the graph gives')
  return { kind, id }
}

export function collectFields(written: string, before: readonly string[] | undefined): readonly string[] {
  const coordinates = written.split(',').map((one) => one.trim())
  const unknown = coordinates.find((one) => readScopeCoordinate(vocabulary, one) === undefined)
  if (unknown !== undefined)
    throw new InvalidArgumentError(`"${unknown}" is none; name them like VictimRecord.names or VictimRecord.class<=2`)
  return [...(before ?? []), ...coordinates]
}

/** @param file a file, or `-` for standard input */
export async function readRequest(file: string): Promise<EmergencyRequest> {
  const json = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(() => undefined)
  if (json === undefined) throw new UsageError(`there is no file "${file}"; make one with: tip-hub emergency request`)
  try {
    return EmergencyRequest.parse(JSON.parse(json))
  } catch {
    throw new UsageError(`"${file}" is no request for an emergency; make one with: tip-hub emergency request`)
  }
}

/** @throws {UsageError} without what the library says of the key's content */
export async function readKey(file: string, half: 'private' | 'public'): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch(() => undefined)
  if (pem === undefined) throw new UsageError(`there is no file "${file}"; see: tip-hub emergency key --help`)
  try {
    const key = half === 'private' ? createPrivateKey(pem) : createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // told below
  }
  throw new UsageError(`"${file}" is no Ed25519 ${half} key in PEM; see: tip-hub emergency key --help`)
}
