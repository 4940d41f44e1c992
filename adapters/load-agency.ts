import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AgencyFile,
  type AgencyModel,
  type CodeMapRow,
  vocabulary as current,
  HubError,
  type Problem,
  resolveAgencyFile,
  type Vocabulary,
} from '../schema/index.ts'
import { readCodes } from './codes/read-codes.ts'
import { readAgencyYaml } from './read-agency-yaml.ts'

const LARGEST_FILE_BYTES = 2_000_000

/** An agency's folder as far as it could be read. */
export interface InspectedFolder {
  /** Undefined where something is wrong. */
  readonly model: AgencyModel | undefined
  readonly file: AgencyFile | undefined
  readonly codeMaps: ReadonlyMap<string, readonly CodeMapRow[]>
  readonly problems: readonly Problem[]
  /** `agency.yaml:12:5` for a path in the file such as `records.CaseRecord.filter`; the path itself where it leads into another file. */
  readonly placeOf: (path: string) => string
  /** Lines of `agency.yaml` with a comment that says `todo`. */
  readonly todos: readonly number[]
}

export interface InspectOptions {
  /** Version of the shared language. @default the current one */
  readonly vocabulary?: Vocabulary
  /** Takes the names of `codes/*.csv` that are missing and are taken for empty. @default a missing one is a problem */
  readonly missingCodeMaps?: Set<string> | undefined
}

/**
 * Reads an agency's folder: `agency.yaml`, `codes/*.csv` and `*.sql`.
 *
 * @param vocabulary version of the shared language. @default the current one
 * @throws {HubError} MAPPING_INVALID with every problem, each with its place and how to mend it
 */
export const loadAgencyFolder = async (folder: string, vocabulary: Vocabulary = current): Promise<AgencyModel> => {
  const { model, problems } = await inspectAgencyFolder(folder, { vocabulary })
  if (!model) throw invalid(problems)
  return model
}

/** The same, telling what is wrong instead of throwing it. */
export const inspectAgencyFolder = async (
  folder: string,
  { vocabulary = current, missingCodeMaps }: InspectOptions = {},
): Promise<InspectedFolder> => {
  const problems: Problem[] = []
  const nothing = { model: undefined, file: undefined, codeMaps: new Map(), placeOf: (path: string) => path, todos: [] }
  const text = await readBounded(join(folder, 'agency.yaml'), 'agency.yaml', problems)
  if (text === undefined) return { ...nothing, problems }
  const read = readAgencyYaml(text)
  if ('problems' in read) return { ...nothing, problems: read.problems }

  const codeMaps = new Map<string, readonly CodeMapRow[]>()
  for (const name of await namesIn(join(folder, 'codes'), '.csv')) {
    const csv = await readBounded(join(folder, 'codes', `${name}.csv`), `codes/${name}.csv`, problems)
    if (csv !== undefined) codeMaps.set(name, readCodes(name, csv, problems))
  }
  const sqlFiles = new Map<string, string>()
  for (const name of await namesIn(folder, '.sql')) {
    const sql = await readBounded(join(folder, `${name}.sql`), `${name}.sql`, problems)
    if (sql !== undefined) sqlFiles.set(`${name}.sql`, sql)
  }
  const resolved = resolveAgencyFile(read.file, { codeMaps, sqlFiles, missingCodeMaps }, vocabulary)
  const all = 'problems' in resolved ? [...problems, ...resolved.problems] : problems
  return {
    model: 'model' in resolved && all.length === 0 ? resolved.model : undefined,
    file: read.file,
    codeMaps,
    problems: all,
    placeOf: read.placeOf,
    todos: read.todos,
  }
}

const invalid = (problems: readonly Problem[]): HubError =>
  new HubError('MAPPING_INVALID', {
    where: 'agency.yaml',
    problems: problems.map(({ path, message, remedy }) => `- ${path}: ${message}; ${remedy}`).join('\n'),
  })

const namesIn = async (folder: string, ending: string): Promise<readonly string[]> => {
  const entries = await readdir(folder).catch(() => []) // an agency without such files has no such folder
  return entries
    .filter((entry) => /^[a-z0-9-]+\.[a-z]+$/.test(entry) && entry.endsWith(ending))
    .map((entry) => entry.slice(0, -ending.length))
}

/** Plain files only, so that no link leads out of the folder. */
async function readBounded(path: string, name: string, problems: Problem[]): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isFile())
    problems.push({ path: name, message: 'is not there, or is no plain file', remedy: 'put it into the folder of the agency' })
  else if (found.size > LARGEST_FILE_BYTES)
    problems.push({ path: name, message: `is larger than ${LARGEST_FILE_BYTES} bytes`, remedy: 'keep only what the mapping needs' })
  else return readFile(path, 'utf8')
  return undefined
}
