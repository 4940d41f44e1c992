import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../../adapters/index.ts'
import { isHubError, type Source } from '../../schema/index.ts'
import { MARKER_TABLE, markerFileOf } from '../fill/index.ts'

/** Of a machine that has thirteen adapters to start at once. */
const CHECK_MS = 30_000

/** @throws {Error} where the source does not say that the generator made it */
export async function assertDemoSource(source: Source, address: string, engine: Engine): Promise<void> {
  const isMarked =
    source.engine === 'files'
      ? await Promise.all(Object.values(source.tables).map(({ file }) => isMarkedFile(join(address, file)))).then((all) =>
          all.every(Boolean),
        )
      : await engine
          .run(
            { sql: `select 'marked' from ${MARKER_TABLE}`, parameters: [] },
            { signal: AbortSignal.timeout(CHECK_MS), timeoutMs: CHECK_MS },
          )
          .then(
            (rows) => rows.length > 0,
            (cause: unknown) => {
              // No such table, or none that may be read, is no mark. A database that does not answer is another matter.
              if (isHubError(cause, 'SCHEMA_MISMATCH')) return false
              throw cause
            },
          )
  if (!isMarked)
    throw new Error(
      `the source does not carry the generator's marker (${MARKER_TABLE}), so it may hold real people; only invented data are served so far`,
    )
}

const isMarkedFile = (path: string): Promise<boolean> =>
  readFile(markerFileOf(path), 'utf8').then(
    (text) => text.includes(MARKER_TABLE),
    () => false,
  )
