import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, visit } from 'yaml'
import { type AgencyFile, AgencyFileSchema, type Problem } from '../schema/index.ts'

/** Longest agency file, characters. The longest of the demonstration has 15,000. */
const LONGEST = 500_000
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

export interface ReadAgencyYaml {
  readonly file: AgencyFile
  /** `agency.yaml:12:5` for a dotted path in the file; rules may be named by their id (`policy.rules.PNTL-01`). */
  readonly placeOf: (path: string) => string
  /** Lines with a comment that says `todo`. */
  readonly todos: readonly number[]
}

/**
 * Reads the text of `agency.yaml`, which anyone may have written: no aliases (they multiply), no repeated and no prototype keys.
 *
 * @returns the checked file, or every problem with its line
 */
export const readAgencyYaml = (text: string): ReadAgencyYaml | { readonly problems: readonly Problem[] } => {
  if (text.length > LONGEST)
    return {
      problems: [
        { path: 'agency.yaml', message: `is longer than ${LONGEST} characters`, remedy: 'split long SELECTs into files of their own' },
      ],
    }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false, version: '1.2', stringKeys: true })
  const at = (offset: number): string => `agency.yaml:${lines.linePos(offset).line}`
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(({ pos, code }) => ({
        path: at(pos[0]),
        message: SYNTAX[code] ?? 'is not valid YAML',
        remedy: 'correct the syntax there',
      })),
    }
  const hostile = hostileNodes(document, at)
  if (hostile.length > 0) return { problems: hostile }

  const parsed = AgencyFileSchema.safeParse(document.toJS({ maxAliasCount: 0 }))
  if (parsed.success) {
    return {
      file: parsed.data,
      todos: todosOf(text, lines),
      placeOf(path) {
        if (/^([a-z0-9-]+\.sql|codes\/)/.test(path)) return path
        const { line, col } = lines.linePos(offsetOf(document, stepsOf(document, path)))
        return `agency.yaml:${line}:${col}`
      },
    }
  }
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({
      path: `${at(offsetOf(document, path))} ${path.map(String).join('.')}`.trim(),
      message,
      remedy: 'see the reference of the agency file',
    })),
  }
}

/** Of comments alone: a value may say `todo` and mean it, as may a comment that explains the word. */
function todosOf(text: string, lines: LineCounter): readonly number[] {
  const found: number[] = []
  let offset = 0
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && /(?<!`)\btodo\b/i.test(token)) found.push(lines.linePos(offset).line)
    // The lexer marks where documents and plain scalars begin with characters that are not in the text.
    if (!MARKS.has(token)) offset += token.length
  }
  return found
}
const MARKS = new Set(['\u0002', '\u0018', '\u001f'])

const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'repeats a key',
  NON_STRING_KEY: 'has a key that is no text',
  TAB_AS_INDENT: 'is indented with a tab',
  BAD_INDENT: 'is indented wrongly',
}

function hostileNodes(document: Document.Parsed, at: (offset: number) => string): readonly Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || ('anchor' in node && node.anchor !== undefined))
        problems.push({ path: at(node.range?.[0] ?? 0), message: 'uses an anchor or alias', remedy: 'write the value out' })
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && FORBIDDEN_KEYS.has(String(key.value)))
        problems.push({ path: at(key.range?.[0] ?? 0), message: 'uses a name that is reserved', remedy: 'choose another name' })
    },
  })
  return problems
}

/** Where the nearest part of the path that exists stands in the text. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    const isItem = isSeq(node)
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset
      node = pair?.value
    } else
      node =
        document.contents && typeof node === 'object' && node !== null && 'get' in node && typeof node.get === 'function'
          ? node.get(step, true)
          : undefined
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) && (isItem || !isMap(node)))
      offset = Number(node.range[0])
  }
  return offset
}

/** A dotted path as steps. Keys may hold dots themselves (`VictimRecord.birthDate`): the longest key that is there counts. */
function stepsOf(document: Document.Parsed, path: string): readonly PropertyKey[] {
  const steps: PropertyKey[] = []
  let node: unknown = document.contents
  let rest = path.split('.')
  while (rest.length > 0) {
    if (isSeq(node)) {
      const [name = ''] = rest
      const byId = node.items.findIndex((item) => isMap(item) && item.get('id') === name)
      const index = byId >= 0 ? byId : Number(name)
      steps.push(index)
      node = node.items[index]
      rest = rest.slice(1)
    } else if (isMap(node)) {
      const map = node
      const length = rest.map((_, index) => rest.length - index).find((count) => map.has(rest.slice(0, count).join('.')))
      if (length === undefined) return steps
      const key = rest.slice(0, length).join('.')
      steps.push(key)
      node = map.get(key, true)
      rest = rest.slice(length)
    } else return steps
  }
  return steps
}
