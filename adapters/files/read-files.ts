import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileTable } from '../../schema/index.ts'
import { FileProblem } from './limits.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readXlsx } from './read-xlsx.ts'
import type { FileRows } from './table.ts'

/** Every table of a folder. @throws {FileProblem} where one file is not what the agency file says; the message names the table */
export const readFiles = (folder: string, tables: Readonly<Record<string, FileTable>>): ReadonlyMap<string, FileRows> =>
  new Map(
    Object.entries(tables).flatMap(([name, table]) => {
      try {
        return [...readTable(name, readFileSync(join(folder, table.file)), table)]
      } catch (cause) {
        // Libraries put what they read into their messages.
        throw new FileProblem(`${name}: ${cause instanceof FileProblem ? cause.message : 'cannot be read'}`, { cause })
      }
    }),
  )

function readTable(name: string, bytes: Buffer, table: FileTable): ReadonlyMap<string, FileRows> {
  switch (table.format) {
    case 'csv':
      return new Map([[name, readCsv(bytes, table)]])
    case 'xlsx':
      return new Map([[name, readXlsx(bytes, table)]])
    case 'json':
      return readJson(bytes, name, table)
  }
}
