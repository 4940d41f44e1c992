import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DATE_FORMATS } from '../../schema/index.ts'
import { convertText } from './convert.ts'
import { parseDate } from './dates.ts'
import { readInt, readMoney, readMonths } from './measures.ts'
import { initialsOf, readName } from './names.ts'
import { foldText, recordedText, visibleText } from './text.ts'

describe('parseDate', () => {
  it.each([
    ['14/03/2024', 'dd/MM/yyyy', '2024-03-14'],
    ['4/3/2024 10:15', 'dd/MM/yyyy', '2024-03-04'],
    ['03/14/2024', 'MM/dd/yyyy', '2024-03-14'],
    ['2022.06.27', 'yyyy.MM.dd', '2022-06-27'],
    ['20240229', 'yyyyMMdd', '2024-02-29'],
    ['2024-03-14T09:00:00+09:00', 'native', '2024-03-14'],
    ['01-02-29', 'dd-MM-yy', '2029-02-01'],
    ['01-02-30', 'dd-MM-yy', '1930-02-01'],
    ['03/2024', 'MM/yyyy', '2024-03'],
    ['2024', 'yyyy', '2024'],
    ['45000', 'excel', '2023-03-15'],
    ['45000.5', 'excel', '2023-03-15'],
  ] as const)('reads %s as %s', (text, format, iso) => {
    expect(parseDate(text, [format], 'en')).toBe(iso)
  })

  it.each([
    ['14 de Março de 2024', 'pt', '2024-03-14'],
    ['3 set. 2024', 'pt', '2024-09-03'],
    ['3 Abríl 2024', 'tet', '2024-04-03'],
    ['17 Agustus 2024', 'id', '2024-08-17'],
    ['1 Sept 2024', 'en', '2024-09-01'],
  ] as const)('knows the months of %s', (text, language, iso) => {
    expect(parseDate(text, ['d MMMM yyyy'], language)).toBe(iso)
  })

  it.each([
    ['31/02/2024', 'dd/MM/yyyy'],
    ['29/02/2023', 'dd/MM/yyyy'],
    ['29/02/1900', 'dd/MM/yyyy'],
    ['00/00/0000', 'dd/MM/yyyy'],
    ['14/03/24', 'dd/MM/yyyy'],
    ['14-03-2024', 'dd/MM/yyyy'],
    ['0000-00-00', 'native'],
    ['infinity', 'native'],
    ['13/2024', 'MM/yyyy'],
    ['12', 'excel'],
    ['99999999', 'excel'],
    ['3 Brumaire 2024', 'd MMMM yyyy'],
  ] as const)('finds no date in %s as %s', (text, format) => {
    expect(parseDate(text, [format], 'en')).toBeNull()
  })

  it('goes on to the next form when the first gives no real day', () => {
    expect(parseDate('03/25/2024', ['dd/MM/yyyy', 'MM/dd/yyyy'], 'en')).toBe('2024-03-25')
  })

  it('gives a real ISO date or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray([...DATE_FORMATS], { minLength: 1 }), (text, formats) => {
        const date = parseDate(text, formats, 'pt')
        if (date === null) return
        expect(date).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/)
        if (date.length === 10) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date)
      }),
    )
  })
})

it.each([
  ['8 anos e 6 meses', '102'],
  ['8 years', '96'],
  ['tinan 8 fulan 6', '102'],
  ['oito (8) anos', '96'],
  ['102 meses', '102'],
  ['multa', null],
  ['8', null],
])('reads the sentence %j as %j months', (text, months) => {
  expect(readMonths(text)).toBe(months)
})

it.each([
  ['$ 1.250,50', '1250.50'],
  ['1,250.5 USD', '1250.50'],
  ['1250', '1250.00'],
  ['1.250', '1250.00'],
  ['USD', null],
  ['12,34,56', null],
])('reads the amount %j as %j', (text, amount) => {
  expect(readMoney(text)).toBe(amount)
})

it.each([
  ['007', '7'],
  ['-0', '0'],
  ['7.0', '7'],
  ['9007199254740993', '9007199254740993'],
  ['7 pessoas', null],
  ['1e3', null],
])('reads the number %j as %j', (text, number) => {
  expect(readInt(text)).toBe(number)
})

it('turns a surname-first name round where a mark shows its end', () => {
  expect(readName('DA COSTA XIMENES, MARIA', 'surname-first')).toBe('MARIA DA COSTA XIMENES')
  expect(readName('XIMENES<<MARIA<JOANA', 'surname-first')).toBe('MARIA JOANA XIMENES')
  expect(readName('XIMENES MARIA', 'surname-first')).toBe('XIMENES MARIA')
  expect(initialsOf('Maria da Costa-Belo')).toBe('M. d. C. B.')
})

it('trims, knows placeholders, and folds accents', () => {
  const nulls = new Set(['', 'N/A'])

  expect([' N/A ', '\u00a0', '\tF\n', null].map((cell) => recordedText(cell, nulls))).toEqual([null, null, 'F', null])
  expect(foldText('ATAÚRO, São Tomé')).toBe('atauro, sao tome')
})

describe('letters that nobody sees', () => {
  it.each([
    ['a name turned round', 'Ana \u202eatsoC ad\u202c Silva', 'Ana atsoC ad Silva'],
    ['an isolate that is never closed', '\u2066Maria\u2067 da Costa', 'Maria da Costa'],
    ['a blank of no width inside', 'Mar\u200bia\ufeff', 'Maria'],
  ])('are taken out of %s', (_what, text, shown) => {
    expect(visibleText(text)).toBe(shown)
    expect(convertText(text, { to: 'name', form: 'full', type: 'LEG' }, null)).toBe(shown)
    expect(convertText(text, { to: 'text' }, null)).toBe(shown)
  })

  it('leave nothing recorded where nothing else stands', () => {
    expect(convertText('\u202e \u2069', { to: 'text' }, null)).toBeNull()
    expect(convertText('\u200b', { to: 'name', form: 'full', type: 'LEG' }, null)).toBeNull()
  })

  it('leave joiners, accents and every other script as they are', () => {
    const texts = ['Joaquim Conceição', '陈伟', 'نورة', 'می\u200cخواهم', 'ක්\u200dෂ']

    expect(texts.map(visibleText)).toEqual(texts)
  })
})
