import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { codeLists } from '../schema/codes/index.ts'
import { HUB_ERRORS } from '../schema/errors/index.ts'
import { AgencyFileSchema, vocabulary } from '../schema/index.ts'
import { codeListsPage } from './pages/code-lists.ts'
import { errorsPage } from './pages/errors.ts'
import { mappingPage } from './pages/mapping.ts'
import type { Shape } from './pages/mapping-keys.ts'
import { troubleshootingPage } from './pages/troubleshooting.ts'
import { vocabularyPage } from './pages/vocabulary.ts'

/** The schema of `agency.yaml` as JSON Schema, as a person writes it. */
export const agencyFileShape = (): Shape => z.toJSONSchema(AgencyFileSchema, { io: 'input', unrepresentable: 'any' }) as Shape // the part of it that is read

/** The generated pages: path within `docs/`, and the text that the schema of now gives. */
export const referencePages = (): ReadonlyMap<string, string> =>
  new Map([
    ['reference/vocabulary.md', vocabularyPage(vocabulary)],
    ['reference/code-lists.md', codeListsPage([...codeLists.values()])],
    ['reference/errors.md', errorsPage(HUB_ERRORS)],
    ['agency/mapping.md', mappingPage(agencyFileShape(), vocabulary)],
    ['agency/troubleshooting.md', troubleshootingPage(HUB_ERRORS)],
  ])

/** The pages whose file says something else than the schema, or is missing. */
export const stalePages = async (): Promise<readonly string[]> => {
  const stale: string[] = []
  for (const [path, text] of referencePages()) if ((await readPage(path)) !== text) stale.push(path)
  return stale
}

const fileOf = (path: string): URL => new URL(path, import.meta.url)

const readPage = (path: string): Promise<string | null> =>
  readFile(fileOf(path), 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  })

/** `node docs/generate.ts` writes the pages; `--check` only says which are stale, with exit code 1. */
const main = async (args: readonly string[]): Promise<number> => {
  if (args.some((argument) => argument !== '--check')) {
    console.error('usage: node docs/generate.ts [--check]')
    return 2
  }
  const stale = await stalePages()
  if (args.includes('--check')) {
    for (const path of stale) console.error(`docs/${path} is stale; run: node docs/generate.ts`)
    return stale.length > 0 ? 1 : 0
  }
  for (const [path, text] of referencePages()) if (stale.includes(path)) await writeFile(fileOf(path), text)
  console.error(stale.length > 0 ? `written: ${stale.map((path) => `docs/${path}`).join(', ')}` : 'nothing to do')
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
