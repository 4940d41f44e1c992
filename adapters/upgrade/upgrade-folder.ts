import { copyFile, cp, lstat, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HubError } from '../../schema/index.ts'
import { loadAgencyFolder } from '../load-agency.ts'
import { planUpgrade, type UpgradePlan, type UpgradeSteps } from './plan-upgrade.ts'

const FILE = 'agency.yaml'
const LARGEST_FILE_BYTES = 2_000_000

export interface UpgradeFolderOptions extends UpgradeSteps {
  /** Write it; otherwise nothing is changed. @default false */
  readonly isWritten?: boolean
  /** Throws where what would be written cannot be read. @default loadAgencyFolder */
  readonly load?: (folder: string) => Promise<unknown>
}

export interface UpgradedFolder {
  readonly plan: UpgradePlan
  readonly before: string
  /** Name of the copy of what was there before; undefined where nothing was written. */
  readonly backup: string | undefined
}

/**
 * Brings an agency's folder to the present form. What would be written is loaded first, in a copy of the folder; what was there stays beside it.
 *
 * @throws {HubError} MAPPING_INVALID where the folder has no agency.yaml, or the new form of it would not load
 */
export async function upgradeFolder(
  folder: string,
  { isWritten = false, load = loadAgencyFolder, ...steps }: UpgradeFolderOptions = {},
): Promise<UpgradedFolder> {
  const path = join(folder, FILE)
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isFile() || found.size > LARGEST_FILE_BYTES)
    throw new HubError('MAPPING_INVALID', { where: FILE, problems: '- it is not there, is no plain file, or is too large' })
  const before = await readFile(path, 'utf8')
  const plan = planUpgrade(before, steps)
  if (plan.state !== 'old') return { plan, before, backup: undefined }
  await assertLoads(folder, plan.text, load)
  if (!isWritten) return { plan, before, backup: undefined }

  const backup = `${FILE}.version-${plan.from}`
  await copyFile(path, join(folder, backup))
  await writeFile(`${path}.new`, plan.text, { flush: true })
  await rename(`${path}.new`, path)
  return { plan, before, backup }
}

async function assertLoads(folder: string, text: string, load: (folder: string) => Promise<unknown>): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'tip-upgrade-'))
  try {
    await cp(folder, copy, { recursive: true })
    await writeFile(join(copy, FILE), text)
    await load(copy)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
