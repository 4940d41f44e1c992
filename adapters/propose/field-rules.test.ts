import { describe, expect, it } from 'vitest'
import { fieldOf, isCode, isCodeListName, RECORD_KIND_NAMES, vocabulary } from '../../schema/index.ts'
import { FIELD_RULES } from './field-rules.ts'
import { LEXICON } from './lexicon/index.ts'
import { LIST_WORDS } from './lexicon/list-words.ts'

describe('the word lists', () => {
  it('speak of fields that the vocabulary has', () => {
    const unknown = [...FIELD_RULES].flatMap(([kind, fields]) =>
      [...fields.keys()].filter((field) => !fieldOf(vocabulary, kind, field)).map((field) => `${kind}.${field}`),
    )

    expect(unknown).toEqual([])
  })

  it('name every field that a column could hold', () => {
    const silent = RECORD_KIND_NAMES.flatMap((kind) =>
      Object.keys(vocabulary.kinds[kind].fields)
        .filter((field) => !FIELD_RULES.get(kind)?.has(field))
        .map((field) => `${kind}.${field}`),
    )

    // Nobody publishes a count and says in a column that it is invented.
    expect(silent).toEqual(['ReportedTotal.isSynthetic'])
  })

  it('use meanings that have words', () => {
    const used = [...FIELD_RULES.values()].flatMap((fields) => [...fields.values()].flat().flatMap(({ needs, may }) => [...needs, ...may]))

    expect([...new Set(used)].filter((meaning) => !Object.hasOwn(LEXICON, meaning))).toEqual([])
  })

  it('give words for codes that the lists have', () => {
    const unknown = Object.entries(LIST_WORDS).flatMap(([list, codes]) =>
      Object.keys(codes)
        .filter((code) => !isCodeListName(list) || !isCode(list, code))
        .map((code) => `${list} ${code}`),
    )

    expect(unknown).toEqual([])
  })
})
