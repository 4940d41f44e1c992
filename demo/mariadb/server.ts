import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chown, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createConnection } from 'mysql2/promise'
import { readIfThere } from '../state/files.ts'

const exec = promisify(execFile)

/** A MariaDB server of the demonstration, from the machine's own packages, on loopback only. */
export interface MariaDb {
  /** Connection URL of its owner. */
  url(database: string): string
  stop(): Promise<void>
}

export interface MariaDbOptions {
  readonly folder: string
  readonly port: number
  readonly password: string
}

interface Programs {
  readonly server: string
  readonly install: string
}

const OWNER = 'tip_hub_demo'

/** Beside the data: a folder among them would be a database. In `/tmp` every MariaDB that starts removes the temporary tables of the others. */
const temporaryFolder = (folder: string): string => `${folder}-tmp`

const common = (folder: string): readonly string[] => [
  '--no-defaults',
  `--datadir=${folder}`,
  `--tmpdir=${temporaryFolder(folder)}`,
  // Of 96 MB by itself, which a demonstration never fills.
  '--innodb-log-file-size=16M',
]

/** Looks for MariaDB's server; undefined where this machine has none. */
export async function mariaDbPrograms(): Promise<Programs | undefined> {
  for (const folder of ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']) {
    const server = join(folder, 'mariadbd')
    if (!(await isThere(server))) continue
    for (const near of [folder, '/usr/bin']) {
      const install = join(near, 'mariadb-install-db')
      if (await isThere(install)) return { server, install }
    }
  }
  return undefined
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Ends a server that a killed run left on this folder; it would keep the port and the locks. */
export async function endLeftBehindMariaDb(folder: string): Promise<void> {
  const pid = Number.parseInt((await readIfThere(join(folder, 'pid'))) ?? '', 10)
  if (!Number.isInteger(pid) || !(await isServerOf(pid, folder))) return
  process.kill(pid, 'SIGTERM')
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if (!(await isServerOf(pid, folder))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`MariaDB of an earlier run (process ${pid}) does not end; end it by hand`)
}

/** The number alone proves nothing: after a restart of the machine it may be another program's. */
const isServerOf = (pid: number, folder: string): Promise<boolean> =>
  exec('ps', ['-o', 'args=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.includes(`--datadir=${folder}`),
    () => false,
  )

/**
 * Starts a server of the demonstration's own on its own data folder; the machine's service, if any, is left alone.
 *
 * @throws {Error} when it does not come up within 30 seconds
 */
export async function startMariaDb(programs: Programs, options: MariaDbOptions): Promise<MariaDb> {
  const user = userInfo().uid === 0 ? await unprivilegedUser() : undefined
  const marker = join(options.folder, 'tip-hub-initialised')
  const isNew = !(await isThere(marker))
  const make = async (path: string): Promise<void> => {
    await rm(path, { recursive: true, force: true })
    await mkdir(path, { recursive: true, mode: 0o700 })
    if (user) await chown(path, user.uid, user.gid)
  }
  await make(temporaryFolder(options.folder))
  if (isNew) {
    await make(options.folder)
    const args = [...common(options.folder), '--auth-root-authentication-method=normal', '--skip-test-db', '--force']
    await exec(programs.install, user ? [...args, `--user=${user.name}`] : args)
  }
  const server = await launch(programs.server, options, user?.name, isNew)
  if (isNew) await writeFile(marker, '')
  return {
    url: (database) => `mysql://${OWNER}:${options.password}@127.0.0.1:${options.port}/${database}`,
    stop: () => end(server),
  }
}

async function launch(program: string, options: MariaDbOptions, user: string | undefined, isNew: boolean): Promise<ChildProcess> {
  const ownerFile = join(dirname(options.folder), 'mariadb-owner.sql')
  // The first start makes the owner and takes the password-less root away.
  const sql = `CREATE USER ${OWNER}@'127.0.0.1' IDENTIFIED BY '${options.password}'; GRANT ALL ON *.* TO ${OWNER}@'127.0.0.1' WITH GRANT OPTION; DROP USER IF EXISTS root@localhost; FLUSH PRIVILEGES;`
  if (isNew) await writeFile(ownerFile, sql.replaceAll('; ', ';\n'), { mode: 0o644 })
  const child = spawn(
    program,
    [
      ...common(options.folder),
      `--port=${options.port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(options.folder, 's')}`,
      `--pid-file=${join(options.folder, 'pid')}`,
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=32M',
      '--performance-schema=OFF',
      ...(isNew ? [`--init-file=${ownerFile}`] : []),
      ...(user === undefined ? [] : [`--user=${user}`]),
    ],
    { stdio: 'ignore', cwd: '/' },
  )
  try {
    await untilItAnswers(child, options)
  } catch (cause) {
    child.kill('SIGKILL')
    throw cause
  } finally {
    await rm(ownerFile, { force: true })
  }
  return child
}

async function untilItAnswers(child: ChildProcess, options: MariaDbOptions): Promise<void> {
  const until = Date.now() + 30_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error('MariaDB ended while starting')
    const connection = await createConnection({ host: '127.0.0.1', port: options.port, user: OWNER, password: options.password }).catch(
      () => undefined,
    )
    if (connection) return connection.end()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('MariaDB did not answer within 30 seconds')
}

const end = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve()
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })

async function unprivilegedUser(): Promise<{ readonly name: string; readonly uid: number; readonly gid: number }> {
  const id = async (flag: string, name: string): Promise<number> => Number.parseInt((await exec('id', [flag, name])).stdout, 10)
  for (const name of ['mysql', 'nobody']) {
    const found = await Promise.all([id('-u', name), id('-g', name)]).catch(() => undefined)
    if (found) return { name, uid: found[0], gid: found[1] }
  }
  throw new Error('MariaDB may not run as root, and this machine has no user mysql or nobody')
}
