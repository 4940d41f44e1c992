import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../platform/index.ts'
import type { AgencyDescription } from '../../schema/index.ts'
import { readDescription } from './description.ts'

/** What is remembered over a restart: how each agency described itself last. No data of any record. */
export interface RegistryState {
  /** Descriptions that are part of the graph. */
  readonly composed: readonly AgencyDescription[]
}

const Written = z.strictObject({ version: z.literal(1), composed: z.array(z.unknown()) })
const FILE = 'agencies.json'

/** @returns nothing where there is no state, or none that can be read: the agencies are then asked */
export async function readState(folder: string): Promise<RegistryState> {
  try {
    const { composed } = Written.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')))
    return {
      composed: composed.flatMap((value) => {
        const named = z.looseObject({ agency: z.string() }).safeParse(value)
        const description = named.success ? readDescription(named.data.agency, value) : undefined
        return description ? [description] : []
      }),
    }
  } catch {
    return { composed: [] }
  }
}

/** Replaces the state in one step, so that a run that is killed leaves the old or the new one whole. */
export async function writeState(folder: string, state: RegistryState): Promise<void> {
  await replaceFile(join(folder, FILE), JSON.stringify({ version: 1, composed: state.composed }))
}
