import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { type AgencyModel, type AskedCoordinate, coordinatesOf, type HeldPolicy, vocabulary } from '../../schema/index.ts'
import { UsageError } from '../usage-error.ts'

const OWN_AGENCIES = resolve(import.meta.dirname, '../../subgraphs/agencies')

/**
 * Loads agencies by code (one that comes with this program) or by folder.
 *
 * @param named @default all that come with this program
 * @throws {UsageError} where there is no such agency or folder
 * @throws {HubError} MAPPING_INVALID
 */
export async function loadAgencies(named: readonly string[] | undefined): Promise<readonly AgencyModel[]> {
  return Promise.all((named ?? (await ownCodes())).map(async (name) => loadAgencyFolder(await folderOf(name))))
}

/** The folder of an agency by code (one that comes with this program), or as it is named. */
export async function folderOf(name: string): Promise<string> {
  const known = await ownCodes()
  return known.includes(name) ? join(OWN_AGENCIES, name) : toFolder(name, `one of ${known.join(', ')}, or a folder with agency.yaml`)
}

/** @param name a folder with agency.yaml, or that file itself */
export async function toFolder(name: string, wanted = 'a folder with agency.yaml, or that file'): Promise<string> {
  const folder = basename(name) === 'agency.yaml' ? dirname(name) : name
  if (!(await isThere(join(folder, 'agency.yaml')))) throw new UsageError(`"${name}" is no agency; name ${wanted}`)
  return folder
}

/** What the pure functions of a policy work from. */
export const heldPolicyOf = ({ policy, records }: AgencyModel): HeldPolicy => ({
  policy,
  kinds: Object.fromEntries([...records].map(([kind, { fields }]) => [kind, { fields: [...fields.keys()] }])),
})

const ownCodes = async (): Promise<readonly string[]> => {
  const entries = await readdir(OWN_AGENCIES, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Whether the agency maps what is asked about; products are made of whatever it has. */
export const isHeld = (coordinate: AskedCoordinate, held: HeldPolicy): boolean =>
  coordinatesOf(held, vocabulary).some(({ kind, field }) => kind === coordinate.kind && field === coordinate.field)
