import { type RecordKindName, vocabulary, whyNoName } from '../../schema/index.ts'
import type { IntrospectedTable } from '../types.ts'
import { typeClass } from './column-type.ts'
import { foldWord, wordsOf } from './fold.ts'
import { readName } from './read-name.ts'
import type { PointerProposal } from './types.ts'

/** A record kind that is to be mapped, with its table and key. */
export interface Target {
  readonly kind: RecordKindName
  readonly table: IntrospectedTable
  readonly key: readonly string[]
}

const RELATIONS = ['case', 'victim', 'perpetrator'] as const

/** What the rows of a table point to among the other records: declared keys first, then names. */
export const pointersOf = (from: Target, targets: readonly Target[]): readonly PointerProposal[] =>
  RELATIONS.flatMap((relation): PointerProposal[] => {
    const definition = vocabulary.kinds[from.kind].relations[relation]
    const target = definition && !definition.many ? targets.find(({ kind }) => kind === definition.to) : undefined
    const found = target && (from.table === target.table ? sameTable(from) : (declared(from, target) ?? byName(from, target)))
    return found ? [{ relation, ...found }] : []
  })

type Pointer = Omit<PointerProposal, 'relation'>

/** Two kinds read from one table: the row points to itself. */
const sameTable = ({ key }: Target): Pointer => ({ columns: key, references: key, score: 0.8, evidence: ['the same row'] })

function declared({ table }: Target, target: Target): Pointer | undefined {
  const key = table.foreignKeys.find(
    (foreign) => sameName(foreign.table, target.table.name) && foreign.columns.every((column) => whyNoName(column) === undefined),
  )
  if (!key) return undefined
  const references = key.references.some((column) => column === '') ? target.key : key.references
  return { columns: key.columns, references, score: 0.98, evidence: ['foreign key'] }
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
const folded = (name: string): string => wordsOf(name).map(foldWord).join(' ')
const GENERIC = new Set(['id', 'kode', 'kodigu', 'uid', 'uuid', 'pk', 'oid', 'key', 'nu', 'n', 'numeru', 'ref', '_row', 'row', 'no'])

function byName({ table }: Target, target: Target): Pointer | undefined {
  const shared = target.key.map((key) =>
    table.columns.find(
      (column) =>
        folded(column.name) === folded(key) && agree(column.type, typeOf(target.table, key)) && whyNoName(column.name) === undefined,
    ),
  )
  const named = shared.flatMap((column) => (column ? [column.name] : []))
  const isTelling = !target.key.every(
    (key) => key.toLowerCase() === 'id' || key === '_row' || (GENERIC.has(folded(key)) && !isSharedCode(key)),
  )
  if (named.length === target.key.length && isTelling)
    return { columns: named, references: target.key, score: 0.85, evidence: ['column of the same name as the key'] }

  const [only] = target.key
  if (target.key.length !== 1 || only === undefined) return undefined
  const wanted = new Set(readName(target.table.name).flatMap(({ meanings }) => [...meanings]))
  const wantedWord = folded(target.table.name)
  const column = table.columns.find(({ name, type }) => {
    if (whyNoName(name) !== undefined || !agree(type, typeOf(target.table, only))) return false
    const words = readName(name)
    if (!words.some(({ meanings }) => meanings.has('ID') || meanings.has('CODE')) || table.primaryKey.join() === name) return false
    const rest = words.filter(({ meanings }) => !meanings.has('ID') && !meanings.has('CODE'))
    const isAlike = rest
      .map(({ text }) => folded(text))
      .some((word) => word.length > 2 && wantedWord.split(' ').some((own) => own.startsWith(word) || word.startsWith(own)))
    return rest.length > 0 && (isAlike || rest.every(({ meanings }) => [...meanings].some((meaning) => wanted.has(meaning))))
  })
  return column && { columns: [column.name], references: target.key, score: 0.75, evidence: ['a name that speaks of the other table'] }
}

/** `kodigu` or `code` in two tables is one code: a register keeps it for that. `id` is each table's own. */
const isSharedCode = (key: string): boolean => ['kode', 'kodigu', 'ref'].includes(folded(key))

const typeOf = (table: IntrospectedTable, column: string): string => table.columns.find(({ name }) => name === column)?.type ?? ''
const agree = (a: string, b: string): boolean => {
  const [one, other] = [typeClass(a), typeClass(b)]
  return one === other || one === 'any' || other === 'any' || (isLoose(one) && isLoose(other))
}
const isLoose = (type: string): boolean => type === 'number' || type === 'text'
