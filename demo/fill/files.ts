import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableRows, WorldBlock } from '../world/index.ts'
import { createFileWriter, type FileWriter } from './file-writers.ts'
import type { Institution } from './institutions.ts'
import { type FillResult, fillSources } from './run.ts'
import { type FillOptions, MARKER_TABLE, type Marker, NotADemoSourceError, type Sink } from './sink.ts'

/**
 * Fills one institution's folder of files, each with a sidecar `<file>.marker.json`. New files are written beside the old ones and renamed.
 *
 * @param folder is made when it does not exist
 * @throws {NotADemoSourceError} when a file of that name is there without its sidecar
 */
export async function fillFiles(
  folder: string,
  institution: Institution,
  blocks: Iterable<WorldBlock>,
  options: FillOptions = {},
): Promise<FillResult> {
  const [result] = await fillSources([{ institution, sink: createFilesSink(folder, institution) }], blocks, options)
  if (!result) throw new Error('one target gives one result')
  return result
}

export const createFilesSink = (folder: string, institution: Institution): Sink => new FilesSink(folder, institution)

/** Name of the file beside a demo file that says what it is. */
export const markerFileOf = (path: string): string => `${path}.marker.json`

class FilesSink implements Sink {
  readonly #folder: string
  readonly #institution: Institution
  readonly #files = new Map<string, { readonly path: string; readonly partial: string; readonly writer: FileWriter }>()
  #marker: Marker | null = null

  constructor(folder: string, institution: Institution) {
    this.#folder = folder
    this.#institution = institution
  }

  async start(marker: Marker): Promise<void> {
    this.#marker = marker
    await mkdir(this.#folder, { recursive: true })
    for (const layout of this.#institution.layout) {
      const path = join(this.#folder, layout.file)
      if (existsSync(path) && !(await isDemoFile(path))) throw new NotADemoSourceError(this.#institution.code)
      const partial = `${path}.filling`
      await rm(partial, { force: true })
      this.#files.set(layout.table, { path, partial, writer: createFileWriter(partial, layout) })
    }
  }

  async write(tables: readonly TableRows[]): Promise<void> {
    for (const rows of tables) await this.#files.get(rows.table)?.writer.write(rows)
  }

  async finish(): Promise<void> {
    for (const { writer } of this.#files.values()) await writer.close()
    for (const { path, partial } of this.#files.values()) {
      // The marker first: a demo file is never without it, not even for a moment.
      await writeFile(markerFileOf(path), `${JSON.stringify({ [MARKER_TABLE]: this.#marker })}\n`)
      await rename(partial, path)
    }
  }

  async abort(): Promise<void> {
    for (const { partial, writer } of this.#files.values()) {
      // A file that could not be written cannot be closed either; what matters is that it goes.
      await writer.close().catch(() => undefined)
      await rm(partial, { force: true })
    }
  }
}

async function isDemoFile(path: string): Promise<boolean> {
  const text = await readFile(markerFileOf(path), 'utf8').catch(() => '')
  return text.includes(`"${MARKER_TABLE}"`)
}
