import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Who may import whom: design, § 2. A room may always import itself. Across rooms only the other room's `index.ts`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  platform: ['schema'],
  adapters: ['schema'],
  'subgraphs/runtime': ['schema', 'platform', 'adapters'],
  'subgraphs/hub': ['schema'],
  // Only the demo databases: an agency's folder itself is data.
  'subgraphs/agencies': ['schema', 'demo/world'],
  gateway: ['schema', 'platform', 'subgraphs/hub'],
  'demo/world': ['schema'],
  'demo/fill': ['schema', 'demo/world', 'subgraphs/agencies'],
  demo: ['schema', 'adapters', 'subgraphs/runtime', 'gateway', 'demo/world', 'demo/fill'],
  cli: ['schema', 'platform', 'adapters', 'subgraphs/runtime', 'gateway', 'demo'],
}
/** The longest name that fits is the room. */
const ROOMS = Object.keys(MAY_IMPORT).toSorted((a, b) => b.length - a.length)
const roomOf = (path: string): string | undefined => ROOMS.find((room) => path === room || path.startsWith(`${room}/`))

interface Import {
  readonly from: string
  readonly to: string
  readonly isTypeOnly: boolean
}

const sources = ['schema', 'platform', 'adapters', 'subgraphs', 'gateway', 'demo', 'cli']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|\/test-support\/|\/testing\//.test(file))

const imports = sources.flatMap((from) =>
  [
    ...readFileSync(join(root, from), 'utf8').matchAll(
      /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/gm,
    ),
  ].map(
    (match): Import => ({
      from,
      to: relative(root, resolve(root, dirname(from), match[2] ?? match[3] ?? ''))
        .split(sep)
        .join('/'),
      isTypeOnly: match[1] !== undefined,
    }),
  ),
)

describe('the house', () => {
  it('is seen by this test at all', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(imports.length).toBeGreaterThan(100)
  })

  it('imports only from rooms that it may', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [roomOf(from), roomOf(to)]
      return own !== undefined && other !== undefined && own !== other && !MAY_IMPORT[own]?.includes(other)
    })

    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  it('imports another room only by its index', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [roomOf(from), roomOf(to)]
      // A demo database is found by its folder's name; there are thirteen alike and no index over them.
      return own !== other && other !== undefined && to !== `${other}/index.ts` && other !== 'subgraphs/agencies'
    })

    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  it('ships no package under an Elastic licence', () => {
    const lock: { packages: Record<string, { license?: string; dev?: boolean }> } = JSON.parse(
      readFileSync(join(root, 'package-lock.json'), 'utf8'),
    )
    const production = Object.entries(lock.packages).filter(([, entry]) => !entry.dev)

    expect(production.length).toBeGreaterThan(50)
    expect(production.filter(([, entry]) => /elastic/i.test(entry.license ?? '')).map(([name]) => name)).toEqual([])
  })
})
