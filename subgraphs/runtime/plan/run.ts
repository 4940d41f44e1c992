import type { RecordRow, RowKey } from '../../../adapters/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'
import type { RecordIds } from '../ids/record-ids.ts'
import type { Reader } from '../read/reader.ts'
import { readRepresentation, readRepresentations } from '../resolve/entities.ts'
import { gapOf } from '../values/gaps.ts'
import type { EntitiesField, Level, Plan } from './level.ts'

/** Something failed at one place of the answer; that place is null. */
export interface PlaceError {
  readonly path: readonly (string | number)[]
  readonly thrown: unknown
}

export interface PlanResult {
  /** The member `data` as JSON text. */
  readonly json: string
  readonly errors: readonly PlaceError[]
}

/** What was read for one level. */
interface LevelRows {
  readonly byKey: ReadonlyMap<RowKey, RecordRow>
  readonly byParent: ReadonlyMap<RowKey, readonly RecordRow[]>
  readonly ids: ReadonlyMap<RowKey, string>
  readonly children: readonly LevelRows[]
  /** What the source threw instead. */
  readonly failure: { readonly thrown: unknown } | undefined
}

const NOTHING: LevelRows = { byKey: new Map(), byParent: new Map(), ids: new Map(), children: [], failure: undefined }

/** Where in the answer something stands; kept as a chain, because it is needed only when something failed. */
interface Place {
  readonly prev: Place | undefined
  readonly key: string | number
}

/** Runs a plan: one statement per batch and level, siblings at once, and prints the answer. */
export async function runPlan(
  plan: Plan,
  variables: Readonly<Record<string, unknown>>,
  reader: Reader,
  ids: RecordIds,
): Promise<PlanResult> {
  const errors: PlaceError[] = []
  const printed = await Promise.all(
    plan.fields.map(async (field) => {
      const label = `${JSON.stringify(field.responseKey)}:`
      if ('json' in field) return label + field.json
      const representations = 'variable' in field.representations ? variables[field.representations.variable] : field.representations.value
      try {
        return label + (await runEntities(field, readRepresentations(representations), reader, ids, errors))
      } catch (thrown) {
        errors.push({ path: [field.responseKey], thrown })
        return undefined
      }
    }),
  )
  // `_entities` is non-null: where it cannot be answered at all, neither can `data`.
  return { json: printed.includes(undefined) ? 'null' : `{${printed.join()}}`, errors }
}

async function runEntities(
  { levels, responseKey }: EntitiesField,
  representations: readonly unknown[],
  reader: Reader,
  ids: RecordIds,
  errors: PlaceError[],
): Promise<string> {
  const read = representations.map(readRepresentation)
  const keys = new Map<string, (RowKey | null)[]>()
  for (const [typename, level] of levels) {
    const ofType = read.map((representation) => (representation?.typename === typename ? representation.id : null))
    keys.set(typename, level.read && ofType.some((id) => id !== null) ? ids.decode(level.kind, ofType) : [])
  }
  const rows = new Map(
    await Promise.all(
      [...levels].map(async ([typename, level]): Promise<[string, LevelRows]> => {
        const wanted = keys.get(typename)?.filter((key) => key !== null) ?? []
        return [typename, wanted.length > 0 ? await readLevel(level, 'keys', wanted, reader, ids) : NOTHING]
      }),
    ),
  )

  const root: Place = { prev: undefined, key: responseKey }
  const items = read.map((representation, index) => {
    const typename = representation?.typename ?? ''
    const level = levels.get(typename)
    const data = rows.get(typename)
    const key = keys.get(typename)?.[index]
    if (!level || !data || key == null) return 'null'
    const place: Place = { prev: root, key: index }
    if (data.failure) return fail(place, data.failure.thrown, errors)
    const row = data.byKey.get(key)
    return row ? printRow(level, row, data, place, errors) : 'null'
  })
  return `[${items.join()}]`
}

async function readLevel(
  level: Level,
  by: 'keys' | 'parents',
  keys: readonly RowKey[],
  reader: Reader,
  ids: RecordIds,
): Promise<LevelRows> {
  if (!level.read || keys.length === 0) return NOTHING
  try {
    const byKey = by === 'keys' ? await reader.byKeys(level.read, keys) : NOTHING.byKey
    const byParent = by === 'parents' ? await reader.byParents(level.read, keys) : NOTHING.byParent
    const rows = by === 'keys' ? [...byKey.values()] : [...byParent.values()].flat()
    const children = await Promise.all(
      level.children.map((child) =>
        child.by === 'children'
          ? readLevel(
              child.level,
              'parents',
              rows.map((row) => row.key),
              reader,
              ids,
            )
          : readLevel(
              child.level,
              'keys',
              rows.map((row) => row.parents[child.parent]).filter((key) => key != null),
              reader,
              ids,
            ),
      ),
    )
    return { byKey, byParent, ids: level.needsIds ? encodeIds(level.kind, rows, ids) : NOTHING.ids, children, failure: undefined }
  } catch (thrown) {
    return { ...NOTHING, failure: { thrown } } // the places that wanted these rows become null, each with this error
  }
}

function encodeIds(kind: RecordKindName, rows: readonly RecordRow[], ids: RecordIds): ReadonlyMap<RowKey, string> {
  const encoded = ids.encode(
    kind,
    rows.map(({ key }) => key),
  )
  return new Map(rows.map(({ key }, index) => [key, encoded[index] ?? '']))
}

function fail(place: Place, thrown: unknown, errors: PlaceError[]): 'null' {
  const path: (string | number)[] = []
  for (let at: Place | undefined = place; at; at = at.prev) path.unshift(at.key)
  errors.push({ path, thrown })
  return 'null'
}

function printRow(level: Level, row: RecordRow, data: LevelRows, place: Place, errors: PlaceError[]): string {
  let json = '{'
  for (const slot of level.slots) {
    if (slot.slot === 'cell') {
      if (row.gaps[slot.index] === 'SCHEMA_MISMATCH') json += slot.label + fail({ prev: place, key: slot.key }, slot.mismatch(), errors)
      else json += slot.print(row.cells[slot.index] ?? null)
      continue
    }
    json += slot.label
    switch (slot.slot) {
      case 'id':
        json += `"${data.ids.get(row.key)}"`
        break
      case 'constant':
        json += slot.json
        break
      case 'gaps': {
        let gaps = ''
        for (const { field, source, definition } of slot.explain) {
          const reason = gapOf(source, row, definition)
          if (reason !== undefined) gaps += (gaps === '' ? '' : ',') + slot.print(field, reason)
        }
        json += `[${gaps}]`
        break
      }
      case 'one': {
        const child = level.children[slot.child]?.level
        const rows = data.children[slot.child]
        const key = row.parents[slot.parent]
        const at: Place = { prev: place, key: slot.key }
        const parent = key == null ? undefined : rows?.byKey.get(key)
        if (key != null && rows?.failure) json += fail(at, rows.failure.thrown, errors)
        else json += child && rows && parent ? printRow(child, parent, rows, at, errors) : 'null'
        break
      }
      case 'many': {
        const child = level.children[slot.child]?.level
        const rows = data.children[slot.child]
        const at: Place = { prev: place, key: slot.key }
        if (rows?.failure) json += fail(at, rows.failure.thrown, errors)
        else if (!child || !rows) json += 'null'
        else
          json += `[${(rows.byParent.get(row.key) ?? []).map((item, index) => printRow(child, item, rows, { prev: at, key: index }, errors)).join()}]`
      }
    }
  }
  return `${json}}`
}
