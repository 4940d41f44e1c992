import { readFile } from 'node:fs/promises'

/** The two halves of a schema file: tables before the rows, keys and indexes after them, which is many times faster. */
export interface SchemaFile {
  readonly tables: string
  readonly afterRows: string
}

const DIVIDER = '\n-- after the rows\n'

/** @throws {Error} when the file has no line `-- after the rows` */
export async function readSchemaFile(url: URL): Promise<SchemaFile> {
  const text = await readFile(url, 'utf8')
  const at = text.indexOf(DIVIDER)
  if (at < 0) throw new Error(`${url.pathname.split('/').slice(-3).join('/')} has no line "-- after the rows"`)
  return { tables: text.slice(0, at), afterRows: text.slice(at + DIVIDER.length) }
}
