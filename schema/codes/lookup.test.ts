import { describe, expect, it } from 'vitest'
import { agenciesOfInstitution, compareCodes, isCode, isCodeListName, label, resolveLabel } from './lookup.ts'

describe('label', () => {
  it.each([
    ['en', 'Shelter'],
    ['pt', 'Casa de abrigo'],
    ['tet', 'Uma mahon'],
    ['id', 'Rumah aman'],
  ] as const)('speaks %s', (language, text) => {
    expect(label('service-type', 'SHE', language)).toBe(text)
  })

  it('falls back from Tetum to Portuguese, and says so', () => {
    expect(resolveLabel('exploitation', 'SUR', 'tet')).toEqual({ text: 'Gestação de substituição', language: 'pt' })
  })

  it('falls back from Indonesian to English', () => {
    expect(resolveLabel('exploitation', 'SUR', 'id')).toEqual({ text: 'Surrogacy', language: 'en' })
  })

  it('carries the mark of a Tetum label, and of no other', () => {
    expect(resolveLabel('exploitation', 'BEG', 'tet')?.review).toBe('uncertain')
    expect(resolveLabel('exploitation', 'BEG', 'pt')).not.toHaveProperty('review')
  })

  it('has none for a code that the list does not have', () => {
    expect(label('sex', 'L', 'en')).toBeUndefined()
    expect(label('sex', 'constructor', 'en')).toBeUndefined()
  })
})

describe('isCode', () => {
  it('tells apart case, lists and names that every object has', () => {
    expect(isCode('sex', 'F')).toBe(true)
    expect(isCode('sex', 'f')).toBe(false)
    expect(isCode('offence', '163')).toBe(true)
    expect(isCode('sex', '163')).toBe(false)
    expect(isCode('sex', '__proto__')).toBe(false)
    expect(isCodeListName('sex')).toBe(true)
    expect(isCodeListName('toString')).toBe(false)
  })
})

describe('compareCodes', () => {
  it('orders stages by the course of the procedure and leaves unknown codes to the end', () => {
    expect(['S99', 'S??', 'S10', 'S51', 'S50'].toSorted((a, b) => compareCodes('stage', a, b))).toEqual(['S10', 'S50', 'S51', 'S99', 'S??'])
  })
})

describe('agenciesOfInstitution', () => {
  it('takes the two adapters of the ministry for one institution, and every other agency for itself', () => {
    expect(agenciesOfInstitution('mssi')).toEqual(['mssi', 'mssi-adults'])
    expect(agenciesOfInstitution('mssi-adults').toSorted()).toEqual(['mssi', 'mssi-adults'])
    expect(agenciesOfInstitution('pntl')).toEqual(['pntl'])
    expect(agenciesOfInstitution('nobody')).toEqual(['nobody'])
  })
})
