import { startChild } from '../child-process.ts'
import type { ImportAnswer, ImportOrder } from './importer.ts'
import { FileProblem } from './limits.ts'

/** Longest reading of all files. */
const IMPORT_MS = 60_000

/** Reads the files in a process of their own. @throws {FileProblem} where they cannot be read, or not within a minute */
export const importFiles = (order: ImportOrder): Promise<Uint8Array> => {
  const child = startChild(new URL('./importer.ts', import.meta.url))
  return new Promise<Uint8Array>((resolve, reject) => {
    const timer = setTimeout(() => reject(new FileProblem(`are not read within ${IMPORT_MS} ms`)), IMPORT_MS)
    child.once('message', (answer: ImportAnswer) => ('packed' in answer ? resolve(answer.packed) : reject(new FileProblem(answer.problem))))
    child.once('error', (cause) => reject(new FileProblem('cannot be read', { cause })))
    child.once('exit', () => reject(new FileProblem('end the process that reads them')))
    child.once('exit', () => clearTimeout(timer))
    child.send(order)
  }).finally(() => child.kill('SIGKILL'))
}
