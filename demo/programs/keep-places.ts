import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'

const OWN_WORKER = /new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g
const COMMONJS_LOADER = /^const load = createRequire\(import\.meta\.url\)$/m

/**
 * Lets a module of ours find its neighbours although its code moves into another file: what it reads from the disk stays where it is,
 * what it starts as a worker becomes a program of its own, and what it loads as CommonJS comes from the same bundle.
 *
 * @param root folder of the project
 */
export const keepPlaces = (root: string): Plugin => ({
  name: 'keep-places',
  transform: {
    filter: { code: 'import.meta' },
    handler(code, id) {
      if (!id.startsWith(root + sep) || relative(root, id).startsWith('node_modules')) return null
      const withWorkers = code.replaceAll(OWN_WORKER, (_, path: string) => {
        const worker = join(dirname(id), path)
        const fileName = `${relative(root, worker).replaceAll(/[^a-z]+/g, '-')}.mjs`
        this.emitFile({ type: 'chunk', id: worker, fileName })
        return `new URL('./${fileName}', import.meta./* of the bundle */url)`
      })
      // Two copies of graphql in one process do not know each other's types.
      const withRequire = COMMONJS_LOADER.test(withWorkers)
        ? withWorkers.replace(COMMONJS_LOADER, '').replaceAll(/\bload\('/g, "require('")
        : withWorkers
      if (withRequire.includes('createRequire('))
        throw new Error(`${relative(root, id)} makes its loader otherwise than with const load = createRequire(import.meta.url)`)
      return withRequire
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
    },
  },
})
