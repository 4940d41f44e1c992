/** As much of JSON Schema as zod writes for the agency file. */
export interface Shape {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Shape>>
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly propertyNames?: Shape
  readonly additionalProperties?: Shape | boolean
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

/** One key of the agency file. */
export interface MappingKey {
  /** With `<…>` for a name that the agency chooses, `[]` for an entry of a list: `records.<Kind>.fields.<field>.column`. */
  readonly path: string
  readonly type: string
  readonly isNeeded: boolean
  /** What holds where the key is left out, as Markdown; undefined where nothing does. */
  readonly preset: string | undefined
  readonly meaning: string
  /** Of each place in which the key may stand. */
  readonly shapes: readonly Shape[]
}

/** Readings of a column within another reading have the keys of a field, and are not listed again; a condition may hold conditions. */
const LISTED_ELSEWHERE = /\.(firstOf|names)\[\]$|^consents\.(scope|state|until|only)|^conditions\./
/** What stands for the name of an entry, by the key that holds the entries. */
const NAMES: Readonly<Record<string, string>> = {
  records: '<Kind>',
  fields: '<field>',
  tables: '<table>',
  only: '<column>',
  conditions: '<name>',
}

/** Every key of the agency file, in the order of the schema; a key of several forms once. */
export const mappingKeys = (schema: Shape): readonly MappingKey[] => {
  const found = new Map<string, MappingKey>()
  walk(schema, '', found)
  return [...found.values()]
}

function walk(schema: Shape, path: string, found: Map<string, MappingKey>): void {
  if (LISTED_ELSEWHERE.test(path)) return
  const forms = formsOf(schema)
  for (const form of forms) {
    for (const [key, shape] of Object.entries(form.properties ?? {})) {
      const at = path === '' ? key : `${path}.${key}`
      const known = found.get(at)
      found.set(
        at,
        known
          ? withForm(known, shape)
          : keyOf(
              at,
              shape,
              forms.every(({ required }) => required?.includes(key)),
            ),
      )
      walk(shape, at, found)
    }
    if (typeof form.additionalProperties === 'object')
      walk(form.additionalProperties, `${path}.${NAMES[path.split('.').at(-1) ?? ''] ?? '<name>'}`, found)
    // A thing and a list of such things are written alike.
    if (form.items) walk(form.items, schema.anyOf && path === 'consents' ? path : `${path}[]`, found)
  }
}

const withForm = (known: MappingKey, shape: Shape): MappingKey => {
  const shapes = [...known.shapes, shape]
  return { ...known, shapes, type: typeOf({ anyOf: shapes }) }
}

const formsOf = (schema: Shape): readonly Shape[] => (schema.anyOf ?? schema.oneOf)?.flatMap(formsOf) ?? [schema]

const keyOf = (path: string, shape: Shape, isRequired: boolean): MappingKey => {
  const [meaning = '', preset] = (shape.description ?? inner(shape)).split(/\s*@default\s+/)
  const given = shape.default === undefined || isEmpty(shape.default) ? undefined : `\`${JSON.stringify(shape.default)}\``
  return {
    path,
    type: typeOf(shape),
    isNeeded: isRequired && shape.default === undefined,
    preset: given ?? preset,
    meaning,
    shapes: [shape],
  }
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** What the forms of a value say of themselves, where the value says nothing. */
const inner = (shape: Shape): string => (shape.anyOf ?? []).flatMap(({ description }) => description ?? []).join(' Or: ')

/** In words: `text`, `number 1 to 16`, `one of …`, `list of text`. */
export const typeOf = (shape: Shape): string => {
  const { type, enum: values, const: fixed, minimum, maximum, items, anyOf, oneOf } = shape
  if (fixed !== undefined) return `\`${String(fixed)}\``
  if (values) return values.map((value) => `\`${String(value)}\``).join(', ')
  const forms = anyOf ?? oneOf
  if (forms) return [...new Set(forms.map(typeOf))].join(' or ')
  if (shape.$ref !== undefined) return 'condition'
  if (Array.isArray(type)) return type.map(plain).join(', ')
  if (type === 'array') return items ? `list of ${typeOf(items)}` : 'list'
  if (type === 'object') return shape.additionalProperties ? 'entries' : 'keys'
  if (type === 'integer' && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) return `number ${minimum ?? 1} to ${maximum}`
  return plain(String(type))
}

const plain = (type: string): string => ({ string: 'text', integer: 'number', boolean: 'yes or no' })[type] ?? type
