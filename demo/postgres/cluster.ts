import { spawn } from 'node:child_process'
import { chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresPrograms, postgresPrograms } from './binaries.ts'

/** A PostgreSQL server of the demonstration: real, embedded, on loopback only. */
export interface Cluster {
  /** Connection URL of its owner for one database. */
  url(database: string): string
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Data folder; made when it is not there. */
  readonly folder: string
  readonly port: number
  readonly password: string
  /** Settings of postgresql.conf. @default small and quick to start */
  readonly settings?: Readonly<Record<string, string>>
}

const OWNER = 'tip_hub_demo'

/** Ends a server that a killed run left on this folder; it would keep the port. */
export async function endLeftBehindCluster(folder: string): Promise<void> {
  if (!(await isInitialised(folder))) return
  const programs = await postgresPrograms()
  const running = await pgCtl(programs, ['status', '-D', folder])
  if (running.code === 0) await pgCtl(programs, ['stop', '-D', folder, '-m', 'fast', '-w'])
}

/**
 * Starts the server. One that a killed run left behind must have been ended before, see `endLeftBehindCluster`.
 *
 * @throws {Error} with PostgreSQL's own last words when it does not come up
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const programs = await postgresPrograms()
  if (!(await isInitialised(options.folder))) await initialise(programs, options)

  const settings = { ...QUICK, ...options.settings, port: String(options.port), listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const started = await pgCtl(programs, [
    'start',
    '-w',
    '-t',
    '60',
    '-D',
    options.folder,
    '-l',
    join(options.folder, 'server.log'),
    '-o',
    flags.join(' '),
  ])
  if (started.code !== 0) throw new Error(`the embedded PostgreSQL did not start; its words are in ${join(options.folder, 'server.log')}`)

  return {
    url: (database) => `postgres://${OWNER}:${options.password}@127.0.0.1:${options.port}/${database}`,
    stop: async () => {
      await pgCtl(programs, ['stop', '-D', options.folder, '-m', 'fast', '-w'])
    },
  }
}

/** The demonstration's data can be made again, so nothing is flushed for safety's sake. */
const QUICK = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '120',
  shared_buffers: '32MB',
  logging_collector: 'off',
}

/** `PG_VERSION` is written early; the marker says that initdb came to its end. */
const marker = (folder: string): string => join(folder, 'tip-hub-initialised')

const isInitialised = (folder: string): Promise<boolean> =>
  stat(marker(folder)).then(
    () => true,
    () => false,
  )

async function initialise(programs: PostgresPrograms, { folder, password }: ClusterOptions): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // In a folder that the server's own user can reach, wherever the demonstration lives.
  const passwordFolder = await mkdtemp(join(tmpdir(), 'tip-hub-'))
  const passwordFile = join(passwordFolder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  const { uid, gid } = programs.identity
  if (uid !== undefined && gid !== undefined) for (const path of [folder, passwordFolder, passwordFile]) await chown(path, uid, gid)
  try {
    const { code, words } = await run(programs, programs.initdb, [
      '-D',
      folder,
      '-U',
      OWNER,
      `--pwfile=${passwordFile}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ])
    if (code !== 0) throw new Error(`the embedded PostgreSQL could not be initialised: ${words.trim().split('\n').at(-1) ?? ''}`)
    await writeFile(marker(folder), '')
  } finally {
    await rm(passwordFolder, { recursive: true, force: true })
  }
}

const pgCtl = (programs: PostgresPrograms, args: readonly string[]) => run(programs, programs.pgCtl, args)

function run(programs: PostgresPrograms, program: string, args: readonly string[]): Promise<{ code: number; words: string }> {
  return new Promise((resolve, reject) => {
    // Standard output goes nowhere: a started server inherits it and would keep the pipe open for ever.
    const child = spawn(program, [...args], {
      ...programs.identity,
      cwd: '/',
      stdio: ['ignore', 'ignore', args[0] === 'start' ? 'ignore' : 'pipe'],
    })
    let words = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-4_000)
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code: code ?? 1, words }))
  })
}
