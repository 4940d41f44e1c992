import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { isCodeListName } from '../../schema/index.ts'
import { mapCode } from './map-codes.ts'

const AGENCIES = join(import.meta.dirname, '..', '..', 'subgraphs', 'agencies')

/** Every approved row of the demo institutions, whose file is named like its list. */
const approved = readdirSync(AGENCIES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: agency }) => {
    const codes = join(AGENCIES, agency, 'codes')
    return readdirSync(codes).flatMap((file) => {
      const list = file.replace('.csv', '')
      const rows: { source: string; target: string; status: string }[] = parse(readFileSync(join(codes, file)), { columns: true })
      return isCodeListName(list)
        ? rows
            .filter(({ status, target }) => status === 'approved' && target !== '')
            .map(({ source, target }) => ({ list, source, target }))
        : []
    })
  })

describe('codes of the demo institutions', () => {
  it('are mapped as their people approved them, mostly, and seldom otherwise', () => {
    const mapped = approved.map((row) => ({ ...row, proposed: mapCode(row.list, row.source).target }))
    const right = mapped.filter(({ proposed, target }) => proposed === target)
    const wrong = mapped.filter(({ proposed, target }) => proposed !== '' && proposed !== target)
    console.info(
      `${right.length} right, ${wrong.length} wrong, ${mapped.length - right.length - wrong.length} left open, of ${mapped.length}`,
    )

    expect(mapped.length).toBeGreaterThan(300)
    expect(right.length / mapped.length).toBeGreaterThan(0.83)
    expect(wrong.length / mapped.length).toBeLessThan(0.015)
  })

  it.each([
    ['sex', 'Perempuan', 'F'],
    ['sex', ' laki-laki ', 'M'],
    ['municipality', 'Covalima', 'TL-CO'],
    ['municipality', 'OEKUSI', 'TL-OE'],
    ['movement-direction', 'E', 'ENT'],
    ['nationality-group', 'Filipina', 'FOREIGN'],
    ['victim-status', 'prezumida', 'PRE'],
  ] as const)('%s: %s is %s', (list, value, code) => {
    expect(mapCode(list, value).target).toBe(code)
  })

  it.each([
    ['sex', 'Z'],
    ['municipality', 'Kupang'],
    ['sex', ''],
    ['stage', '名前'],
  ] as const)('%s: %s is left open', (list, value) => {
    expect(mapCode(list, value)).toEqual({ target: '', score: 0 })
  })
})
