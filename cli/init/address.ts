import { stat } from 'node:fs/promises'
import { type DescribedFolder, describeFolder } from '../../adapters/index.ts'
import type { Source } from '../../schema/index.ts'
import { UsageError } from '../usage-error.ts'

/** Where the data are, told apart by the form of the address. The address itself goes to the engine and nowhere else. */
export interface Located {
  readonly source: Source
  readonly address: string
  readonly notes: readonly string[]
}

const SUFFIX = { postgres: '_DATABASE_URL', mysql: '_DATABASE_URL', sqlite: '_DATABASE_PATH', files: '_FOLDER' } as const

/** The name of the variable that will hold the address: `PNTL_DATABASE_URL`. */
export const variableFor = (agency: string, engine: keyof typeof SUFFIX): string =>
  `${agency.toUpperCase().replaceAll('-', '_')}${SUFFIX[engine]}`

interface LocateOptions {
  readonly agency: string
  readonly timezone: string
  /** Name of the variable; made from the agency's code where absent. */
  readonly variable?: string | undefined
  readonly searchPath?: string | undefined
}

/**
 * @param address a URL (postgres://, mysql://, mariadb://), a SQLite file, or a folder of CSV, XLSX and JSON files
 * @throws {UsageError} which never repeats the address: it may hold a password
 */
export const locate = async (address: string, { agency, timezone, variable, searchPath }: LocateOptions): Promise<Located> => {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase()
  const name = (engine: keyof typeof SUFFIX): string => variable ?? variableFor(agency, engine)
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return {
        source: { engine: 'postgres', urlEnv: name('postgres'), timezone, ...(searchPath === undefined ? {} : { searchPath }) },
        address,
        notes: [],
      }
    case 'mysql':
    case 'mariadb':
      return { source: { engine: 'mysql', urlEnv: name('mysql'), timezone }, address: address.replace(/^[a-z]+:/i, 'mysql:'), notes: [] }
    case 'mssql':
    case 'sqlserver':
      throw new UsageError('no adapter for SQL Server is installed; export the tables to files, or replicate them to PostgreSQL')
    case undefined:
      break
    default:
      throw new UsageError('the address begins with no scheme that is known; write postgres://, mysql://, a SQLite file, or a folder')
  }
  const found = await stat(address).catch(() => undefined)
  if (found?.isFile()) return { source: { engine: 'sqlite', pathEnv: name('sqlite'), timezone }, address, notes: [] }
  if (!found?.isDirectory())
    throw new UsageError('there is no file or folder at that address; give a URL, a SQLite file, or a folder of CSV, XLSX and JSON files')
  const { tables, notes }: DescribedFolder = await describeFolder(address)
  if (Object.keys(tables).length === 0)
    throw new UsageError(`the folder holds no CSV, XLSX or JSON file that can be read${notes.length > 0 ? `: ${notes.join('; ')}` : ''}`)
  return { source: { engine: 'files', folderEnv: name('files'), timezone, tables: { ...tables } }, address, notes }
}
