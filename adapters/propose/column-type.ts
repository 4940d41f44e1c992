import type { FieldType } from '../../schema/index.ts'

/** What kind of cells a type of any of the databases holds. */
export type TypeClass = 'date' | 'number' | 'text' | 'long-text' | 'boolean' | 'json' | 'array' | 'binary' | 'uuid' | 'any'

const CLASSES: readonly (readonly [RegExp, TypeClass])[] = [
  [/\[\]$|^array/, 'array'],
  [/^(date|datetime|timestamp|smalldatetime)/, 'date'],
  [/^tinyint\(1\)|^bool|^bit(\(1\))?$/, 'boolean'],
  [/^(time|interval|year)\b/, 'any'],
  [/int|^(numeric|decimal|number|real|double|float|money|serial|bigserial)/, 'number'],
  [/^jsonb?$/, 'json'],
  [/blob|bytea|binary|^image|^geometry|^point|^polygon|tsvector|^xml/, 'binary'],
  [/^uuid|uniqueidentifier/, 'uuid'],
  [/^(longtext|mediumtext|clob|ntext)/, 'long-text'],
  [/char|text|enum|^set\(|citext|clob|string/, 'text'],
]

export const typeClass = (type: string): TypeClass => {
  const lower = type.toLowerCase().trim()
  return CLASSES.find(([pattern]) => pattern.test(lower))?.[1] ?? 'any'
}

/** Characters that a text column may hold, where the catalogue says so. */
export const declaredLength = (type: string): number | undefined => {
  const found = /^(?:n?(?:var)?char(?:acter)?(?: varying)?2?|enum|bpchar)\s*\((\d+)\)/i.exec(type.trim())
  return found?.[1] === undefined ? undefined : Number(found[1])
}

/** How well cells of a type can be a field of the shared language, 0 to 1. */
export const typeFit = (type: string, field: FieldType, isList: boolean): number => {
  const held = typeClass(type)
  if (held === 'binary') return 0
  if (held === 'any') return 0.8
  if (held === 'json') return 0
  if (held === 'array') return isList ? 1 : 0
  if (isList && field === 'code') return held === 'text' ? 0.97 : 0
  switch (field) {
    case 'date':
      return held === 'date' ? 1 : held === 'text' ? 0.95 : held === 'number' ? 0.5 : 0
    case 'int':
    case 'money':
      return held === 'number' ? 1 : held === 'text' ? 0.85 : 0
    case 'boolean':
      return held === 'boolean' ? 1 : held === 'text' || held === 'number' ? 0.9 : 0
    case 'code':
      return held === 'text' ? ((declaredLength(type) ?? 0) > 255 ? 0.8 : 1) : held === 'number' ? 0.8 : held === 'boolean' ? 0.5 : 0
    case 'names':
    case 'nuc':
      return held === 'text' ? 1 : 0
    case 'documents':
      return held === 'text' ? 1 : held === 'number' ? 0.7 : 0
    case 'text':
      return held === 'date' || held === 'boolean' ? 0 : held === 'long-text' ? 0.5 : 1
  }
}
