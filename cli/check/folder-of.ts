import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from '../usage-error.ts'

const OWN_AGENCIES = resolve(import.meta.dirname, '../../subgraphs/agencies')

/**
 * The folder that somebody names: a folder, its agency.yaml, or the code of an institution of the demonstration. What is wrong inside it is for
 * `check` to say.
 *
 * @throws {UsageError} where there is none
 */
export async function folderOf(named: string): Promise<string> {
  const folder = basename(named) === 'agency.yaml' ? dirname(named) : named
  const candidates = /^[a-z][a-z0-9-]*$/.test(named) ? [folder, join(OWN_AGENCIES, named)] : [folder]
  for (const candidate of candidates) if (await isFile(join(candidate, 'agency.yaml'))) return candidate
  throw new UsageError(`${named} holds no agency.yaml; name the folder of an agency`)
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
