import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TEMPLATES } from './templates.ts'

/** For one run of the tests: where data folders that many files want are kept, see `copyOfTemplate`. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-templates-'))
  await chmod(folder, 0o755)
  process.env[TEMPLATES] = folder
  return () => rm(folder, { recursive: true, force: true })
}
