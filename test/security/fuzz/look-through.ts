import { accessFor, type KindAccess, RECORD_KIND_NAMES, type RecordKindName, type Viewer, vocabulary } from '../../../schema/index.ts'
import type { FuzzAnswer, FuzzHub, FuzzWorld } from './hub.ts'
import { type Shown, shownOf, TODAY, type TruthRow } from './truth.ts'

/** What one viewer may be shown of the world. */
export interface Permitted {
  /** Texts, dates and case numbers that are shown in full somewhere. */
  readonly values: ReadonlySet<string>
  /** Ids of rows of which a cell is shown. */
  readonly ids: ReadonlySet<string>
  /** Type and id -> the row, and what is shown of it. */
  readonly rows: ReadonlyMap<string, { readonly row: TruthRow; readonly shown: ReadonlyMap<string, Shown> }>
}

/** All that stands in the world, whoever may see it. */
export interface Everything {
  /** Also keys and the texts that nobody maps. A sealed text can look like one of them by chance. */
  readonly values: ReadonlySet<string>
  readonly ids: ReadonlySet<string>
}

export const everythingIn = ({ world, agencies }: FuzzWorld): Everything => ({
  values: new Set([
    ...world.rows.flatMap(({ key, narrative, fields }) => [key, narrative, ...Object.values(fields).filter((value) => value !== null)]),
    ...world.consents.flatMap(({ until }) => until ?? []),
  ]),
  ids: new Set(
    agencies.flatMap(({ model, ids }) =>
      world.rows.filter(({ agency }) => agency === model.agency).flatMap((row) => ids.encode(row.kind, [row.key])),
    ),
  ),
})

const prefixOf = (agency: string): string => agency.slice(0, 1).toUpperCase() + agency.slice(1)

/** Worked out from the world and the policies alone: no adapter, hub or gateway has a part in it. */
export const permittedTo = (viewer: Viewer, { world, agencies }: FuzzWorld, hub: FuzzHub): Permitted => {
  const values = new Set<string>()
  const ids = new Set<string>()
  const rows = new Map<string, { row: TruthRow; shown: ReadonlyMap<string, Shown> }>()
  for (const { model, ids: recordIds } of agencies) {
    const accesses = new Map<RecordKindName, KindAccess>()
    const accessOf = (kind: RecordKindName): KindAccess => {
      const access = accesses.get(kind) ?? accessFor(hub.policyOf(model.agency), vocabulary, kind, viewer, TODAY)
      accesses.set(kind, access)
      return access
    }
    for (const row of world.rows.filter(({ agency }) => agency === model.agency)) {
      const shown = shownOf(world, accessOf(row.kind), row, viewer)
      const [id = ''] = recordIds.encode(row.kind, [row.key])
      rows.set(`${prefixOf(model.agency)}${row.kind} ${id}`, { row, shown })
      if (shown.size > 0) ids.add(id)
      for (const value of shown.values()) if (typeof value === 'string') values.add(value)
    }
  }
  return { values, ids, rows }
}

const MARKED = /zq[0-9a-z]{6}|\b20(?:10|11|20|28)-\d\d-\d\d\b|\b\d{4}\/24\.PDDIL\b/g
const RECORD = new RegExp(`(${RECORD_KIND_NAMES.join('|')})$`)

/** Everything in an answer that the viewer must not see; empty where there is nothing. What stands in the question itself is no news. */
export const leaksIn = (query: string, { text, logs, masked }: FuzzAnswer, permitted: Permitted, all: Everything): readonly string[] => {
  const leaks: string[] = []
  for (const [value] of text.matchAll(MARKED))
    if (all.values.has(value) && !permitted.values.has(value) && !query.includes(value)) leaks.push(`the answer holds ${value}`)
  for (const [value] of logs.matchAll(/zq[0-9a-z]{6}/g))
    if (all.values.has(value) && !query.includes(value)) leaks.push(`a log holds ${value}`)
  for (const error of masked) leaks.push(`an error nobody foresaw: ${error instanceof Error ? error.stack : String(error)}`)
  const body: unknown = JSON.parse(text)
  walk(body, (leaf, path) => {
    if (all.ids.has(leaf) && !permitted.ids.has(leaf)) leaks.push(`${path} is the id of a hidden row`)
  })
  eachRecord(body, (record, name, id) => {
    const known = permitted.rows.get(`${name} ${id}`)
    if (!known) return void leaks.push(`${name} ${id} is no row of the world`)
    for (const [key, value] of Object.entries(record)) {
      const field = key.replace(/_x\d+$/, '')
      if (value === null || !(field in known.row.fields)) continue
      const problem = problemWith(value, known.shown.get(field))
      if (problem !== undefined) leaks.push(`${name}.${field} of ${known.row.key} ${problem}`)
    }
  })
  return leaks
}

function problemWith(value: unknown, shown: Shown | undefined): string | undefined {
  if (shown === undefined) return 'is shown although it is withheld'
  const plain = textOf(value)
  if (plain === undefined) return undefined
  if (typeof shown === 'object' && shown !== null)
    return shown.coarse === 'year' && !/^\d{4}$/.test(plain) ? `is not shown as its ${shown.coarse}` : undefined
  return plain === (shown ?? '') ? undefined : 'is not what the row holds'
}

/** Names are lists of texts; of one name at most here. Undefined where the text was not asked for. */
function textOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return String(value)
  const [name] = value
  if (typeof name !== 'object' || name === null) return name === undefined ? undefined : String(name)
  const [, text] = Object.entries(name).find(([key]) => key.replace(/_x\d+$/, '') === 'text') ?? []
  return typeof text === 'string' ? text : undefined
}

function walk(value: unknown, see: (leaf: string, path: string) => void, path = ''): void {
  if (typeof value === 'string') see(value, path)
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) walk(inner, see, `${path}.${key}`)
}

function eachRecord(value: unknown, see: (record: object, name: string, id: string) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (
    '__typename' in value &&
    'id' in value &&
    typeof value.__typename === 'string' &&
    typeof value.id === 'string' &&
    RECORD.test(value.__typename)
  )
    see(value, value.__typename, value.id)
  for (const inner of Object.values(value)) eachRecord(inner, see)
}
