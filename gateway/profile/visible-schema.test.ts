import { buildSchema, printSchema, validateSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { visibleSchema } from './visible-schema.ts'

const schema = buildSchema(`
  type Query { cases(filter: Filter): [CaseRecord] codeLists: [String] }
  input Filter { stage: Stage }
  enum Stage { S10 }
  interface CaseRecord { id: ID! stage: String nuc: String victims: [VictimRecord] gaps: [String] }
  interface VictimRecord { id: ID! sex: String gaps: [String] }
  type PgrCaseRecord implements CaseRecord { id: ID! stage: String nuc: String victims: [VictimRecord] gaps: [String] }
  type PntlCaseRecord implements CaseRecord { id: ID! stage: String nuc: String victims: [VictimRecord] gaps: [String] }
  type PgrVictimRecord implements VictimRecord { id: ID! sex: String gaps: [String] }
`)
const visible = (types: Readonly<Record<string, readonly string[]>>) => {
  const seen = visibleSchema(schema, (type, field) => types[type]?.includes(field) ?? true)
  expect(validateSchema(seen)).toEqual([])
  return printSchema(seen).replaceAll(/\s+/g, ' ')
}

describe('the schema as somebody may know it', () => {
  it('lacks a field that no type may show, and what only it leads to', () => {
    const text = visible({ PgrCaseRecord: ['id', 'gaps', 'stage'], PntlCaseRecord: ['id', 'gaps', 'stage'] })

    expect(text).not.toMatch(/nuc|VictimRecord/)
    expect(text).toContain('type PgrCaseRecord implements CaseRecord { id: ID! stage: String gaps: [String] }')
  })

  it('keeps a field that one type may show on all types of its kind', () => {
    expect(visible({ PgrCaseRecord: ['id', 'nuc'], PntlCaseRecord: ['id', 'stage'] })).toMatch(/type PntlCaseRecord[^}]*nuc/)
  })

  it('lacks a type of which nothing may be shown', () => {
    expect(visible({ PgrCaseRecord: ['id', 'gaps'], PntlCaseRecord: ['id', 'gaps', 'stage'] })).not.toContain('PgrCaseRecord')
  })

  it('lacks roots that are not for them, with their arguments', () => {
    expect(visible({ Query: ['codeLists'] }).trim()).toBe('type Query { codeLists: [String] }')
  })
})
