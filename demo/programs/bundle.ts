import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'
import { keepPlaces } from './keep-places.ts'
import { inPlainLetters } from './plain-letters.ts'

/** Holds native code, which no bundle can. */
const NATIVE = '@graphql-hive/router-query-planner'

/**
 * Writes the programs and all they need as few large files, readable as the sources are: names and comments stay, for the stack traces.
 *
 * @param root folder of the project
 * @param folder where the files go; made when it is not there
 * @throws {Error} where the bundler does not run on this machine or does not understand a source
 */
export async function bundlePrograms(root: string, folder: string): Promise<void> {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: { agency: join(root, 'demo/processes/agency.ts'), gateway: join(root, 'demo/processes/gateway.ts') },
    cwd: root,
    platform: 'node',
    external: ['pg-native'], // an option of pg that we do not have
    plugins: [keepPlaces(root), keepInPackage(root, NATIVE)],
    logLevel: 'silent', // packages' own oddities; errors are thrown
  })
  try {
    const { output } = await bundle.generate({ format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' })
    await mkdir(folder, { recursive: true })
    for (const file of output) await writeFile(join(folder, file.fileName), file.type === 'chunk' ? inPlainLetters(file.code) : file.source)
  } finally {
    await bundle.close()
  }
}

/** The bundle may lie anywhere, so the package is named by its place. */
const keepInPackage = (root: string, name: string): Plugin => ({
  name: 'keep-in-package',
  resolveId: {
    filter: { id: new RegExp(`^${name}$`) },
    handler: () => ({ id: pathToFileURL(createRequire(join(root, 'package.json')).resolve(name)).href, external: true }),
  },
})
