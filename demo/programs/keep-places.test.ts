import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepPlaces } from './keep-places.ts'

let root: string

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'tip-hub-keep-places-')))
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Bundles the files, of which `main.ts` is the program, and gives what it prints. */
async function printed(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true })
    await writeFile(join(root, name), text)
  }
  const bundle = await rolldown({
    input: { main: join(root, 'main.ts') },
    platform: 'node',
    plugins: [keepPlaces(root)],
    logLevel: 'silent',
  })
  await bundle.write({ dir: join(root, 'out'), format: 'esm', entryFileNames: '[name].mjs' })
  await bundle.close()
  return (await promisify(execFile)(process.execPath, [join(root, 'out', 'main.mjs')])).stdout.trim()
}

const KIND = `node_modules/kind`
const COMMONJS_AND_ESM = {
  [`${KIND}/package.json`]: '{ "name": "kind", "exports": { "import": "./esm.mjs", "require": "./cjs.cjs" } }',
  [`${KIND}/esm.mjs`]: "export const kind = 'esm'",
  [`${KIND}/cjs.cjs`]: "exports.kind = 'commonjs'",
}

describe('a module of ours in a bundle', () => {
  it('reads the files beside its source', async () => {
    const main = "import { text } from './deep/read.ts'\nconsole.log(text)"
    const read =
      "import { readFileSync } from 'node:fs'\nexport const text: string = readFileSync(new URL('./words.txt', import.meta.url), 'utf8') + import.meta.dirname"

    expect(await printed({ 'main.ts': main, 'deep/read.ts': read, 'deep/words.txt': 'found in ' })).toBe(`found in ${join(root, 'deep')}`)
  })

  it('starts its worker from the bundle, for the source may need more than Node', async () => {
    const main =
      "import { Worker } from 'node:worker_threads'\nnew Worker(new URL('./deep/work.ts', import.meta.url)).on('message', (place: string) => console.log(place))"
    const worker =
      "import { parentPort } from 'node:worker_threads'\nimport { text } from './text.ts'\nparentPort?.postMessage(text + process.argv[1])"

    expect(await printed({ 'main.ts': main, 'deep/work.ts': worker, 'deep/text.ts': "export const text = 'from '" })).toBe(
      `from ${join(root, 'out', 'deep-work-ts.mjs')}`,
    )
  })

  it('gets the CommonJS side of a package from the bundle', async () => {
    const main =
      "import { createRequire } from 'node:module'\nconst load = createRequire(import.meta.url)\nexport const { kind } = load('kind')\nconsole.log(kind)"

    expect(await printed({ ...COMMONJS_AND_ESM, 'main.ts': main })).toBe('commonjs')
  })

  it('is refused where its loader would bring a second copy of a package', async () => {
    const main = "import { createRequire } from 'node:module'\nconst { kind } = createRequire(import.meta.url)('kind')\nconsole.log(kind)"

    await expect(printed({ ...COMMONJS_AND_ESM, 'main.ts': main })).rejects.toThrow('main.ts makes its loader otherwise')
  })
})
