import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoHome, prepareHome } from '../state/home.ts'
import { type DemoPrograms, demoPrograms } from './programs.ts'

const run = promisify(execFile)
const problems: string[] = []
let root: string
let programs: DemoPrograms
const texts = new Map<string, string>()

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tip-hub-programs-'))
  await prepareHome(demoHome(root))
  programs = await demoPrograms(demoHome(root), (logFile) => problems.push(logFile))
  const folder = join(programs.agency, '..')
  for (const file of await readdir(folder)) texts.set(file, await readFile(join(folder, file), 'utf8'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

describe('the programs of the demonstration', () => {
  it('are made from their sources', () => {
    expect(problems).toEqual([])
    expect([...texts.keys()]).toEqual(expect.arrayContaining(['agency.mjs', 'gateway.mjs']))
  })

  it('hold one copy of graphql, for two do not know each other’s types', () => {
    const copies = [...texts].filter(([, text]) => /GraphQLSchema = class |class GraphQLSchema /.test(text))

    expect(copies).toHaveLength(1)
  })

  it('start workers that are programs beside them', () => {
    const workers = [...texts.values()].flatMap((text) =>
      [...text.matchAll(/(?:new Worker|startChild)\(new URL\("\.\/([^"]+)"/g)].map((match) => match[1]),
    )

    expect(workers.toSorted()).toEqual(['adapters-files-importer-ts.mjs', 'adapters-sqlite-reader-ts.mjs', 'gateway-compose-worker-ts.mjs'])
    expect([...texts.keys()]).toEqual(expect.arrayContaining(workers))
  })

  it('need nothing but Node, the one package with native code, and options of packages that we do not have', () => {
    const named = [...texts.values()].flatMap((text) => [
      ...text.matchAll(/^(?:import|export) .*?from "([^"./][^"]*)"|__require\("([^"]+)"\)/gm),
    ])
    const needed = new Set(named.map((match) => match[1] ?? match[2] ?? ''))
    const packages = [...needed].filter((name) => process.getBuiltinModule(name) === undefined)

    expect(packages.map((name) => name.replace(/^file:.*node_modules\//, '')).toSorted()).toEqual([
      '@graphql-hive/router-query-planner/dist/index.cjs',
      'cardinal',
      'pg-native',
      'supports-color',
    ])
  })

  it.each(['agency', 'gateway'] as const)('run: %s asks for its settings', async (name) => {
    await expect(run(process.execPath, [programs[name]])).rejects.toThrow('name the settings file')
  })

  it('are not made again while the sources stay', async () => {
    const before = await stat(programs.agency)
    const again = await demoPrograms(demoHome(root), (logFile) => problems.push(logFile))

    expect(again).toEqual(programs)
    expect((await stat(again.agency)).mtimeMs).toBe(before.mtimeMs)
  })

  it('are the sources themselves, with a word about it, where they cannot be made', async () => {
    const blocked = demoHome(await mkdtemp(join(tmpdir(), 'tip-hub-programs-')))
    await prepareHome(blocked)
    await writeFile(join(blocked.root, 'programs'), 'a file where the folder should be')
    const told: string[] = []
    const { agency, gateway } = await demoPrograms(blocked, (logFile) => told.push(logFile))
    const why = await readFile(told[0] ?? '', 'utf8')
    await rm(blocked.root, { recursive: true })

    expect(why).toContain('EEXIST')
    expect([agency, gateway].map((path) => path.split('/').slice(-3).join('/'))).toEqual([
      'demo/processes/agency.ts',
      'demo/processes/gateway.ts',
    ])
  })
})
