import { describe, expect, it } from 'vitest'
import { PURPOSES } from '../policy/purposes.ts'
import { vocabulary } from '../vocabulary/kinds.ts'
import { codeLists } from './code-lists.ts'
import htcds from './htcds.json' with { type: 'json' }
import { municipalities } from './municipalities.ts'
import { CODE_LIST_NAMES } from './names.ts'

const lists = [...codeLists.values()]
const htcdsLists: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(htcds.codeLists))

describe('code lists', () => {
  it('has a list of its own name for every name, in the order of the names', () => {
    expect([...codeLists.keys()]).toEqual([...CODE_LIST_NAMES])
    expect(lists.map(({ name }) => name)).toEqual([...CODE_LIST_NAMES])
  })

  it('serves every code field of the vocabulary', () => {
    const fields = Object.values(vocabulary.kinds).flatMap((kind) => Object.values(kind.fields))
    const codeFields = fields.filter(({ type }) => type === 'code')

    expect(codeFields.length).toBeGreaterThan(40)
    expect(codeFields.filter(({ codes }) => !codes || !codeLists.has(codes))).toEqual([])
    expect(fields.filter(({ type, codes }) => type !== 'code' && codes)).toEqual([])
  })

  it.each(lists)('$name: codes are unique, labelled in English and Portuguese, and described', ({ codes, description, source }) => {
    expect(codes.length).toBeGreaterThan(0)
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length)
    expect(codes.filter(({ labels }) => !labels.en.trim() || !labels.pt.trim())).toEqual([])
    expect(codes.flatMap(({ labels }) => Object.values(labels)).filter((text) => text !== text?.trim())).toEqual([])
    expect([description, source].every((text) => text.length > 5)).toBe(true)
  })

  it.each(lists)('$name: a Tetum label and its mark come together', ({ codes }) => {
    expect(codes.filter(({ labels, tetReview }) => (labels.tet === undefined) !== (tetReview === undefined))).toEqual([])
  })

  it.each(lists)('$name: broader codes exist and lead upwards', ({ codes }) => {
    const broaderOf = new Map(codes.map(({ code, broader }) => [code, broader]))
    for (const start of broaderOf.keys()) {
      const seen = new Set<string>()
      for (let at = broaderOf.get(start); at !== undefined; at = broaderOf.get(at)) {
        expect(broaderOf.has(at)).toBe(true)
        expect(seen.has(at)).toBe(false)
        seen.add(at)
      }
    }
  })

  it.each(lists)('$name: written forms point to one code only', ({ codes }) => {
    const owners = new Map<string, string>()
    for (const { code, labels, aliases = [] } of codes) {
      const written = new Set(aliases.map(fold))
      for (const text of written) {
        expect(owners.get(text) ?? code, `${text} of ${code}`).toBe(code)
        owners.set(text, code)
      }
      expect(
        codes.filter((other) => other.code !== code && written.has(fold(other.labels.pt))),
        labels.en,
      ).toEqual([])
    }
  })
})

describe('purposes', () => {
  it('are those that the policy knows, in its order', () => {
    expect(codeLists.get('purpose')?.codes.map(({ code }) => code)).toEqual([...PURPOSES])
  })
})

describe('HTCDS names', () => {
  it('exist in HTCDS 2.0, for every list and code that names one', () => {
    const named = lists.filter((list) => list.codes.some(({ htcds: values }) => values))

    expect(named.length).toBeGreaterThan(10)
    for (const list of named) {
      const values = htcdsLists.get(list.htcds ?? '')
      expect(values, list.name).toBeDefined()
      expect(list.codes.flatMap((code) => code.htcds ?? []).filter((name) => !values?.includes(name))).toEqual([])
    }
  })

  it('exist in HTCDS 2.0, for every field of the vocabulary that names one', () => {
    const names = Object.values(vocabulary.kinds).flatMap((kind) =>
      Object.values(kind.fields).flatMap(({ htcds: name }) => name?.split(', ') ?? []),
    )

    expect(names.length).toBeGreaterThan(30)
    expect(names.filter((name) => !htcds.fields.includes(name))).toEqual([])
  })

  it.each([
    'vic_TypeOfExploitation',
    'vic_MethodsOfControl',
    'vic_MethodOfRecruitment',
    'vic_TraffickingStatus',
    'prs_Gender',
    'hte_Type',
    'per_RoleInProcess',
  ])('of %s are all reachable from our codes', (name) => {
    const covered = lists.filter((list) => list.htcds === name).flatMap((list) => list.codes.flatMap((code) => code.htcds ?? []))

    expect(htcdsLists.get(name)?.filter((value) => !covered.includes(value))).toEqual([])
  })
})

describe('municipalities', () => {
  it('add up to the census of 2022', () => {
    expect(municipalities).toHaveLength(14)
    expect(municipalities.reduce((sum, { census2022 }) => sum + census2022, 0)).toBe(1_341_737)
  })

  it('lie in judicial areas and have border posts that the lists know', () => {
    const codesOf = (name: 'judicial-area' | 'border-post') => codeLists.get(name)?.codes.map(({ code }) => code) ?? []

    expect(municipalities.filter(({ judicialArea }) => !codesOf('judicial-area').includes(judicialArea))).toEqual([])
    expect(municipalities.flatMap(({ borderPosts }) => borderPosts).filter((post) => !codesOf('border-post').includes(post))).toEqual([])
  })

  it('know that Ataúro was part of Dili before 2022', () => {
    const atauro = codeLists.get('municipality')?.codes.find(({ code }) => code === 'TL-AT')

    expect(atauro?.validFrom).toBe('2022-01-01')
    expect(atauro?.note).toContain('TL-DI')
  })
})

describe('countries', () => {
  it('are the 249 of ISO 3166-1, among them every one that the cases of Timor-Leste name', () => {
    const codes = codeLists.get('country')?.codes.map(({ code }) => code) ?? []

    expect(codes).toHaveLength(251)
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true)
    expect(codes).toEqual(expect.arrayContaining('TLS IDN CHN THA MMR PHL KHM MYS VNM SDN BHR SGP ARE PRT AUS KOR'.split(' ')))
  })
})

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
