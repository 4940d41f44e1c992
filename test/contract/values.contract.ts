import { expect, it } from 'vitest'
import type { RecordRow } from '../../adapters/index.ts'
import type { RecordKindName } from '../../schema/index.ts'
import { type queryOf, table } from './asking.ts'

/** Reads rows of the agency that all engines are tried with. */
export type Read = (kind: RecordKindName, query: Parameters<typeof queryOf>[2], keys?: readonly string[]) => Promise<readonly RecordRow[]>

/** What a cell of the database becomes, whichever engine holds it. */
export const describeValues = (read: Read): void => {
  it('reads dates, codes, numbers and lists in shared terms, and says why a cell is empty', async () => {
    const fields = [
      'localRef',
      'nuc',
      'reportedDate',
      'registeredDate',
      'chargedDate',
      'distributedDate',
      'municipality',
      'stage',
      'inquirySecret',
      'victimCount',
      'offenceAtRegistration',
      'country',
      'archivedDate',
    ]
    const rows = await read('CaseRecord', { fields, select: { by: 'keys' } }, ['1', '2', '3', '4', '5', '6', '99'])

    expect(table(rows)).toEqual({
      1: [
        'VPU/1',
        '9001/24.PDDIL',
        '2024-03-14',
        '2024-03-20',
        '2025-03-02',
        '2023-03-15',
        'TL-DI',
        'S30',
        'false',
        '2',
        ['163', '188'],
        'TLS',
        '(NOT_HELD)',
      ],
      2: [
        'VPU/2',
        '9002/24.PDSUA',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '2025-04-10',
        '(NOT_RECORDED)',
        'TL-CO',
        'S50',
        'true',
        '1',
        ['163'],
        'TLS',
        '(NOT_HELD)',
      ],
      3: [
        'VPU/3',
        '(NOT_RECORDED)',
        '2024-01-05',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(UNMAPPED)',
        'S10',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        'TLS',
        '(NOT_HELD)',
      ],
      4: [
        'VPU/4',
        '9004/24.PDDIL',
        '2024',
        '2024-03-20',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(UNMAPPED)',
        'false',
        '7',
        '(NOT_RECORDED)',
        'TLS',
        '(NOT_HELD)',
      ],
    })
    expect(rows.find(({ key }) => key === '2')?.gaps[10]).toBe('UNMAPPED')
  })

  it('reads names, flags, JSON, patterns, documents and the first date recorded', async () => {
    const fields = ['names', 'sex', 'age', 'birthDate', 'exploitation', 'languages', 'phone', 'address', 'identifiedDate', 'idDocuments']
    const rows = await read('VictimRecord', { fields, parents: ['case'], select: { by: 'keys' } }, ['11', '12', '13', '14'])

    expect(table(rows)).toEqual({
      11: [
        [
          { type: 'ALI', text: 'Bui' },
          { type: 'CIV', text: 'Maria Ximenes' },
        ],
        'F',
        '17',
        '2006-05-04',
        ['SEX'],
        ['tet', 'por'],
        '7000001',
        'Fatuhada',
        '2024-03-15',
        [{ type: 'BI', number: 'B-1' }],
      ],
      12: [
        [{ type: 'CIV', text: 'Rika' }],
        'F',
        '(NOT_RECORDED)',
        '1990',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '2024-03-16',
        '(UNMAPPED)',
      ],
      13: [
        [{ type: 'CIV', text: 'Seran' }],
        '(UNMAPPED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        ['LAB'],
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
      ],
      14: [
        [{ type: 'CIV', text: 'Abuk Nahak' }],
        'M',
        '30',
        '(NOT_RECORDED)',
        [],
        ['tet'],
        '(NOT_RECORDED)',
        '(NOT_RECORDED)',
        '2024-01-05',
        [{ type: 'BI', number: 'B-4' }],
      ],
    })
    expect(Object.fromEntries(rows.map(({ key, parents }) => [key, parents]))).toEqual({ 11: ['1'], 12: ['1'], 13: ['2'], 14: [null] })
  })
}
