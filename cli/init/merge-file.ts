import { isMap, isScalar, isSeq, type ParsedNode, parseDocument, type YAMLMap } from 'yaml'
import type { Proposal, RecordProposal } from '../../adapters/index.ts'
import type { FileTable } from '../../schema/index.ts'
import { UsageError } from '../usage-error.ts'
import { tableLine } from './new-file.ts'
import { consentLines, fieldLine, pointerLine, recordLines } from './record-text.ts'
import { indented } from './yaml-text.ts'

export interface MergedFile {
  readonly text: string
  /** `VictimRecord.fields.phone`, in the order of the file. */
  readonly added: readonly string[]
}

interface MergeOptions {
  /** Tables of the source, where it is made of files. */
  readonly tables: Readonly<Record<string, FileTable>>
  readonly searchSchema: string | undefined
  /** Whether a part was proposed before: what somebody took out does not come back. */
  readonly isKnown: (part: string) => boolean
}

/**
 * Adds to a file what it lacks, each part behind its siblings. Every letter that stands there stays: comments, order and a person's
 * decisions. A column that the record already reads is not proposed again for another field.
 *
 * @throws {UsageError} where the file is no YAML that could be added to
 */
export const mergeFile = (before: string, proposal: Proposal, { searchSchema, tables, isKnown }: MergeOptions): MergedFile => {
  const added: string[] = []
  let text = before
  for (const [name, table] of Object.entries(tables)) {
    if (has(text, ['source', 'tables', name]) || isKnown(`source.tables.${name}`)) continue
    const grown = append(text, ['source', 'tables'], [tableLine(name, table)])
    if (grown === text) continue
    text = grown
    added.push(`source.tables.${name}`)
  }
  for (const record of proposal.records) {
    const records = mapAt(text, ['records'])
    const own = mapAt(text, ['records', record.kind])
    if (!own) {
      if (isKnown(record.kind) || has(text, ['records', record.kind])) continue
      text = records
        ? append(text, ['records'], recordLines(record, searchSchema))
        : replaceEmpty(text, 'records', recordLines(record, searchSchema))
      added.push(record.kind)
    } else if (!record.join && readsSameTable(text, record)) {
      // A SELECT of the folder is the owner's: a field whose column it does not select could not be read.
      const parts = missingParts(text, record).filter(({ part }) => !isKnown(part))
      for (const { part, path, line } of parts) {
        const grown = append(text, path, [line])
        if (grown === text) continue
        text = grown
        added.push(part)
      }
    }
  }
  if (proposal.consents.length > 0 && !has(text, ['consents']) && !isKnown('consents')) {
    text = `${text}${text.endsWith('\n') ? '' : '\n'}\n${consentLines(proposal.consents, searchSchema).join('\n')}\n`
    added.push('consents')
  }
  return { text, added }
}

interface Part {
  readonly part: string
  readonly path: readonly string[]
  readonly line: string
}

function missingParts(text: string, { kind, fields, pointers }: RecordProposal): readonly Part[] {
  const body = ['records', kind]
  const read = new Set(columnsIn(nodeAt(text, [...body, 'fields'])))
  return [
    ...pointers
      .filter(({ relation }) => !has(text, [...body, relation]) && has(text, ['records', TARGETS[relation]]))
      .map((pointer): Part => ({ part: `${kind}.${pointer.relation}`, path: body, line: pointerLine(pointer) })),
    ...fields
      .filter(({ field, column }) => !has(text, [...body, 'fields', field]) && !read.has(column))
      .map((proposal): Part => ({ part: `${kind}.fields.${proposal.field}`, path: [...body, 'fields'], line: fieldLine(proposal) })),
  ]
}

const TARGETS = { case: 'CaseRecord', victim: 'VictimRecord', perpetrator: 'PerpetratorRecord' } as const

const parsed = (text: string) => {
  const document = parseDocument(text, { version: '1.2', stringKeys: true })
  const [problem] = document.errors
  if (problem) throw new UsageError(`agency.yaml:${problem.linePos?.[0].line ?? 1} is not valid YAML; mend it first (nothing was written)`)
  if (!isMap(document.contents)) throw new UsageError('agency.yaml holds no mapping; mend it or move it away (nothing was written)')
  return document
}

function nodeAt(text: string, path: readonly string[]): unknown {
  return parsed(text).getIn(path, true)
}
const has = (text: string, path: readonly string[]): boolean => parsed(text).hasIn(path)

function mapAt(text: string, path: readonly string[]): YAMLMap<ParsedNode, ParsedNode | null> | undefined {
  const node = nodeAt(text, path)
  return isMap<ParsedNode, ParsedNode | null>(node) && node.items.length > 0 ? node : undefined
}

/** Every text within a mapping is taken for a column's name: better one proposal too few. */
function columnsIn(node: unknown): readonly string[] {
  if (isScalar(node)) return typeof node.value === 'string' ? [node.value] : []
  if (isMap(node)) return node.items.flatMap(({ value }) => columnsIn(value))
  return isSeq(node) ? node.items.flatMap(columnsIn) : []
}

/** A record that a person moved to another table is that person's: nothing of the old table is added to it. */
function readsSameTable(text: string, { kind, table, join }: RecordProposal): boolean {
  const from: unknown = parsed(text).getIn(['records', kind, 'from'])
  if (typeof from === 'string') return join === undefined && (from === table.name || from.endsWith(`.${table.name}`))
  const node = nodeAt(text, ['records', kind, 'from'])
  if (!isMap(node)) return false
  return join ? node.get('sql') === join.file : node.get('table') === table.name
}

/** Puts lines behind the last item of a block mapping. A mapping written in braces is grown by the library, in braces. */
function append(text: string, path: readonly string[], lines: readonly string[]): string {
  const map = mapAt(text, path)
  const first = map?.items[0]?.key.range?.[0]
  const last = map?.items.at(-1)
  if (!map || first === undefined || !last) return text
  if (map.flow) return text
  if (map.flow) return appendInBraces(text, path, lines)
  const lineStart = text.lastIndexOf('\n', first - 1) + 1
  const indent = text.slice(lineStart, first)
  const end = last.value?.range?.[1] ?? last.key.range?.[1] ?? first
  const newline = text.indexOf('\n', Math.max(first, text[end - 1] === '\n' ? end - 1 : end))
  const at = newline < 0 ? text.length : newline + 1
  return `${text.slice(0, at)}${newline < 0 ? '\n' : ''}${indented(lines, indent).join('\n')}\n${text.slice(at)}`
}

function appendInBraces(text: string, path: readonly string[], lines: readonly string[]): string {
  const document = parsed(text)
  const added = parseDocument(lines.join('\n'), { version: '1.2' })
  if (!isMap(added.contents)) return text
  for (const { key, value } of added.contents.items) document.setIn([...path, isScalar(key) ? key.value : key], value)
  return document.toString({ lineWidth: 0 })
}

/** `records: {}` becomes a block; a file without the key gets it at its end. */
function replaceEmpty(text: string, key: string, lines: readonly string[]): string {
  const block = `${key}:\n${indented(lines, '  ').join('\n')}\n`
  const empty = new RegExp(`^${key}:[ \\t]*(\\{[ \\t]*\\}|~|null)?[ \\t]*(#.*)?$`, 'm').exec(text)
  if (!empty) return `${text}${text.endsWith('\n') ? '' : '\n'}\n${block}`
  return `${text.slice(0, empty.index)}${block.trimEnd()}${text.slice(empty.index + empty[0].length)}`
}
