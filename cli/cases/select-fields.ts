import type { RecordKindName, Vocabulary } from '../../schema/index.ts'
import type { ExpectedRecord } from './case-file.ts'
import { fieldsOf, recordsAt } from './expectation.ts'

/**
 * Fields to ask for where a case names none: those that its expectation speaks of, at relations as well.
 *
 * @returns undefined where it speaks of none: everything is asked for
 */
export function selectFields(vocabulary: Vocabulary, kind: RecordKindName, expected: readonly ExpectedRecord[]): string | undefined {
  const { relations } = vocabulary.kinds[kind]
  const names = [...new Set(expected.flatMap(fieldsOf))]
  if (names.length === 0) return undefined
  return names
    .map((name) => {
      const relation = relations[name]
      if (!relation) return name
      const inner = expected.flatMap((record) => recordsAt(record[name] ?? null))
      return `${name} { ${selectFields(vocabulary, relation.to, inner) ?? 'id'} }`
    })
    .join(' ')
}
