import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { type AgencyFile, AgencyFileSchema, type Problem } from '../schema/index.ts'

/** Longest agency file, characters. The longest of the demonstration has 15,000. */
const LONGEST = 500_000
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads the text of `agency.yaml`, which anyone may have written: no aliases (they multiply), no repeated and no prototype keys.
 *
 * @returns the checked file, or every problem with its line
 */
export const readAgencyYaml = (text: string): { readonly file: AgencyFile } | { readonly problems: readonly Problem[] } => {
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
  if (parsed.success) return { file: parsed.data }
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({
      path: `${at(offsetOf(document, path))} ${path.map(String).join('.')}`.trim(),
      message,
      remedy: 'see the reference of the agency file',
    })),
  }
}

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
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset
      node = pair?.value
    } else
      node =
        document.contents && typeof node === 'object' && node !== null && 'get' in node && typeof node.get === 'function'
          ? node.get(step, true)
          : undefined
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) && !isMap(node))
      offset = Number(node.range[0])
  }
  return offset
}
