import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar, visit } from 'yaml'
import { type Case, CaseFile, type Given } from './case-file.ts'

/** A case with its place, and all rows that are given to it. */
export interface WrittenCase {
  readonly case: Case
  /** `cases/police.yaml:12` */
  readonly at: string
  readonly given: readonly Given[]
  /** ISO date. */
  readonly day: string
}

export interface ReadCases {
  readonly cases: readonly WrittenCase[]
  /** `cases/police.yaml:12 cases.0.for: …`, one each. */
  readonly problems: readonly string[]
}

const LARGEST_FILE_BYTES = 1_000_000

/** Reads `cases/*.yaml` of an agency's folder, every fault at once. */
export async function readCases(folder: string): Promise<ReadCases> {
  const names = (await readdir(join(folder, 'cases')).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).toSorted()
  const read = await Promise.all(names.map((name) => readFileOfCases(join(folder, 'cases', name), `cases/${name}`)))
  return { cases: read.flatMap(({ cases }) => cases), problems: read.flatMap(({ problems }) => problems) }
}

async function readFileOfCases(path: string, name: string): Promise<ReadCases> {
  const found = await lstat(path)
  if (!found.isFile()) return { cases: [], problems: [`${name}: is no plain file`] }
  const { size } = found
  if (size > LARGEST_FILE_BYTES) return { cases: [], problems: [`${name}: is larger than ${LARGEST_FILE_BYTES} bytes`] }
  return parseCases(await readFile(path, 'utf8'), name)
}

/** @param name for the places of faults */
export function parseCases(text: string, name: string): ReadCases {
  const lines = new LineCounter()
  // Nothing is taken for a number or a date: a cell is what was written.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', uniqueKeys: true, merge: false })
  const at = (offset: number): string => `${name}:${lines.linePos(offset).line}`
  const wrong = document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message.split('\n', 1)[0] ?? 'is not valid YAML'}`)
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) wrong.push(`${at(node.range?.[0] ?? 0)}: uses an alias; write the value out`)
      // Written plainly, nothing is nothing; in quotes it is an empty text.
      if (isScalar(node) && node.type === Scalar.PLAIN && ['', '~', 'null'].includes(String(node.value))) node.value = null
    },
  })
  if (wrong.length > 0) return { cases: [], problems: wrong }

  const parsed = CaseFile.safeParse(document.toJS({ maxAliasCount: 0 }))
  const placeOf = (path: readonly PropertyKey[]): string => at(offsetOf(document.contents, path))
  if (!parsed.success)
    return {
      cases: [],
      problems: parsed.error.issues.map(({ path, message }) => `${placeOf(path)} ${path.map(String).join('.')}: ${message}`),
    }
  const { on, given, cases } = parsed.data
  return {
    problems: [],
    cases: cases.map((one, index) => ({
      case: one,
      at: placeOf(['cases', index]),
      given: one.given ? [given, one.given] : [given],
      day: one.on ?? on,
    })),
  }
}

/** Where the nearest part of a path that exists stands in the text. */
function offsetOf(contents: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = contents
  let offset = 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset
      node = pair?.value
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step]
      if (isMap(node) || isSeq(node) || isScalar(node)) offset = node.range?.[0] ?? offset
    } else break
  }
  return offset
}
