import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalNuc, isCanonicalNuc, nucVariants } from './nuc.ts'

const aNuc = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 99 }), fc.stringMatching(/^[A-Z]{5}$/))
  .map(([serial, year, origin]) => `${String(serial).padStart(4, '0')}/${String(year).padStart(2, '0')}.${origin}`)

/** Texts near enough to a NUC that a loose reader would take them for one. */
const nearNuc = fc.stringMatching(/^ ?(NUC )?[0-9]{0,6}[/\-. ]{0,2}[0-9]{0,4}[/\-. ]{0,2}[A-Za-z0-9]{0,6} ?$/)

describe('canonicalNuc', () => {
  it.each([
    ['leading zeros lost', '62/18.PDSUA'],
    ['canonical', '0062/18.PDSUA'],
    ['small letters and spaces', ' 0062 / 18 . pdsua '],
    ['the dot missing', '0062/18PDSUA'],
    ['a space for the dot', '62/18 PDSUA'],
    ['a hyphen for the dot', '0062/18-PDSUA'],
    ['a dash for the slash', '0062–18.PDSUA'],
    ['a comma for the dot', '0062/18,PDSUA'],
    ['a year of four digits', '0062/2018.PDSUA'],
    ['a zero too many', '00062/18.PDSUA'],
    ['a label before it', 'NUC: 0062/18.PDSUA'],
    ['a Portuguese label', 'Proc. nº 0062/18.PDSUA'],
    ['full-width characters', '００６２／１８．ＰＤＳＵＡ'],
    ['a no-break space', '0062/18\u00a0PDSUA'],
  ])('reads %s', (_what, text) => {
    expect(canonicalNuc(text)).toBe('0062/18.PDSUA')
  })

  it.each([
    ['nothing', ''],
    ['a serial of zero', '0000/18.PDSUA'],
    ['five digits', '12345/18.PDSUA'],
    ['four letters', '0062/18.PDSU'],
    ['six letters', '0062/18.PDSUAX'],
    ['a digit among the letters', '0062/18.PDSU4'],
    ['no separator between serial and year', '006218PDSUA'],
    ['a police register number', 'VPU/DIL/0042/2023'],
    ['a year of another century', '0062/1818.PDSUA'],
    ['two numbers in one cell', '0062/18.PDSUA 0063/18.PDSUA'],
    ['an item number before it', '3 62/18.PDSUA'],
    ['a year of the last century', '0062/1999.PDSUA'],
    ['a foreign letter that looks or folds like ours', '0062/18.PDSU\u0410'],
    ['a letter that becomes two in capitals', '0062/18.PDSß'],
    ['a letter O in the serial', 'O062/18.PDSUA'],
    ['a long text', `${' '.repeat(50)}0062/18.PDSUA`],
  ])('does not read %s', (_what, text) => {
    expect(canonicalNuc(text)).toBeNull()
  })

  it('keeps two numbers apart that differ in one digit', () => {
    expect(canonicalNuc('9062/18.PDSUA')).not.toBe(canonicalNuc('9063/18.PDSUA'))
  })

  it('is idempotent, and null or canonical, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(aNuc, nearNuc, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const canonical = canonicalNuc(text)
        if (canonical === null) return
        expect(canonical).toMatch(/^\d{4}\/\d{2}\.[A-Z]{5}$/)
        expect(canonicalNuc(canonical)).toBe(canonical)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('isCanonicalNuc', () => {
  it('is true of what canonicalNuc gives back as it is, and of nothing else', () => {
    const almost = fc.stringMatching(/^(0000|[0-9]{4})[/-][0-9]{2}[.,][A-Za-z]{5}\n?$/)
    fc.assert(
      fc.property(fc.oneof(aNuc, almost, nearNuc, fc.string({ unit: 'binary' })), (text) => {
        expect(isCanonicalNuc(text)).toBe(canonicalNuc(text) === text)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('nucVariants', () => {
  it('names the forms that the institutions use', () => {
    const variants = nucVariants('0062/18.PDSUA')

    expect(variants[0]).toBe('0062/18.PDSUA')
    expect(variants).toEqual(expect.arrayContaining(['62/18.PDSUA', '62/18PDSUA', '0062/18-PDSUA', '0062/2018.PDSUA', '62/18.pdsua']))
  })

  it('gives at most 24 distinct texts, each of which is the same NUC again', () => {
    fc.assert(
      fc.property(aNuc, (nuc) => {
        const variants = nucVariants(nuc)
        expect(variants.length).toBeLessThanOrEqual(24)
        expect(new Set(variants).size).toBe(variants.length)
        expect(variants.map(canonicalNuc)).toEqual(variants.map(() => nuc))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each(['62/18.PDSUA', '0000/18.PDSUA', '0062/18.pdsua', ''])('gives none for %j, which is not canonical', (text) => {
    expect(nucVariants(text)).toEqual([])
    expect(isCanonicalNuc(text)).toBe(false)
  })
})
