import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import {
  type AgencyModel,
  type CodeMapRow,
  vocabulary as current,
  HubError,
  type Problem,
  resolveAgencyFile,
  type Vocabulary,
} from '../schema/index.ts'
import { readAgencyYaml } from './read-agency-yaml.ts'

const HEADER = ['source', 'target', 'relation', 'status', 'by', 'date', 'note'] as const
const LARGEST_FILE_BYTES = 2_000_000

/**
 * Reads an agency's folder: `agency.yaml`, `codes/*.csv` and `*.sql`.
 *
 * @param vocabulary version of the shared language. @default the current one
 * @throws {HubError} MAPPING_INVALID with every problem, each with its place and how to mend it
 */
export const loadAgencyFolder = async (folder: string, vocabulary: Vocabulary = current): Promise<AgencyModel> => {
  const problems: Problem[] = []
  const text = await readBounded(join(folder, 'agency.yaml'), 'agency.yaml', problems)
  if (text === undefined) throw invalid(problems)
  const read = readAgencyYaml(text)
  if ('problems' in read) throw invalid(read.problems)

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
  const resolved = resolveAgencyFile(read.file, { codeMaps, sqlFiles }, vocabulary)
  if ('problems' in resolved) throw invalid([...problems, ...resolved.problems])
  if (problems.length > 0) throw invalid(problems)
  return resolved.model
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

function readCodes(name: string, text: string, problems: Problem[]): readonly CodeMapRow[] {
  const fail = (line: number, message: string, remedy: string): readonly CodeMapRow[] => {
    problems.push({ path: `codes/${name}.csv:${line}`, message, remedy })
    return []
  }
  let rows: string[][]
  try {
    rows = parse(text, { bom: true, skip_empty_lines: true })
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : 1
    return fail(line, 'is not valid CSV', 'every row has the seven columns of the header; texts with commas stand in quotes')
  }
  const [header = [], ...data] = rows
  if (header.map((column) => column.trim()).join() !== HEADER.join()) return fail(1, 'has another header', `write ${HEADER.join()}`)
  return data.map(([source = '', target = '', relation = '', status = '', by = '', date = '', note = '']) => ({
    source,
    target,
    relation,
    status,
    by,
    date,
    note,
  }))
}
