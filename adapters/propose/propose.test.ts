import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../test/support/seed.ts'
import { propose } from './propose.ts'
import { HELD_OUT } from './testing/held-out.ts'
import { aTable } from './testing/tables.ts'
import { type ColumnProfile, tableId } from './types.ts'

const fieldsOf = (proposal: ReturnType<typeof propose>, kind: string): Readonly<Record<string, string>> =>
  Object.fromEntries(proposal.records.find((record) => record.kind === kind)?.fields.map(({ field, column }) => [field, column]) ?? [])

const vitima = {
  id_vitima: 'integer',
  id_kazu: 'integer',
  naran: 'varchar(120)',
  sexu: 'varchar(2)',
  data_moris: 'varchar(10)',
  munisipiu: 'varchar(16)',
}
const kazu = { id_kazu: 'integer', no_rejistu: 'varchar(20)', nuc: 'varchar(20)', data_keixa: 'date', tipu_krime: 'varchar(80)' }

describe('propose', () => {
  it.each(HELD_OUT.map((table) => [table.table, table] as const))(
    'reads at least 8 of the 12 columns of %s, which no word list was made for',
    (_name, { table, kind, columns }) => {
      const proposal = propose([
        aTable(table, Object.fromEntries(columns.map(([name, type]) => [name, type])), { primaryKey: [columns[0]?.[0] ?? ''] }),
      ])
      const fields = proposal.records.find((record) => record.kind === kind)?.fields ?? []
      const right = columns.filter(([name, , wanted]) => fields.some(({ field, column }) => column === name && wanted.includes(field)))

      expect(right.length).toBeGreaterThanOrEqual(8)
    },
  )

  it('joins what the database does not declare, by the name of the other key', () => {
    const proposal = propose([
      aTable('livru_kazu', kazu, { primaryKey: ['id_kazu'] }),
      aTable('vitima', vitima, { primaryKey: ['id_vitima'] }),
    ])

    expect(proposal.records.find(({ kind }) => kind === 'VictimRecord')?.pointers).toMatchObject([
      { relation: 'case', columns: ['id_kazu'], references: ['id_kazu'] },
    ])
  })

  it('proposes no record where nothing identifies a row, and says so', () => {
    const proposal = propose([aTable('vitima', { naran: 'text', sexu: 'text', data_moris: 'date', munisipiu: 'text' })])

    expect(proposal.records).toEqual([])
    expect(proposal.notes.join()).toContain('no column identifies a row')
  })

  it('reads a victim from the person that the row points to', () => {
    const person = aTable('person', { id: 'integer', full_name: 'text', gender: 'char(1)', date_of_birth: 'date' }, { primaryKey: ['id'] })
    const victim = aTable(
      'victim',
      { victim_id: 'integer', person_id: 'integer', type_of_exploitation: 'text', victim_status: 'text' },
      {
        primaryKey: ['victim_id'],
        foreignKeys: [{ columns: ['person_id'], table: 'person', references: ['id'] }],
      },
    )
    const proposal = propose([person, victim])

    expect(proposal.records).toMatchObject([
      {
        kind: 'VictimRecord',
        join: { person: { on: [['person_id', 'id']], columns: expect.arrayContaining(['full_name', 'gender', 'date_of_birth']) } },
      },
    ])
    expect(fieldsOf(proposal, 'VictimRecord')).toMatchObject({
      names: 'full_name',
      sex: 'gender',
      birthDate: 'date_of_birth',
      exploitation: 'type_of_exploitation',
    })
  })

  it("never takes a shelter's place, a mother's name, a judge's name or notes for the victim's", () => {
    const proposal = propose([
      aTable(
        'vitima',
        { ...vitima, hela_fatin_uma_mahon: 'text', naran_inan: 'text', naran_juiz: 'text', notas: 'text', kondisaun_saude: 'text' },
        { primaryKey: ['id_vitima'] },
      ),
    ])
    const used = proposal.records.flatMap(({ fields }) => fields.flatMap(({ mapping }) => JSON.stringify(mapping)))

    expect(used.join()).not.toMatch(/uma_mahon|inan|juiz|notas|saude/)
  })

  it('reads codes by what they are, whatever the column is called', () => {
    const table = aTable('vitima', { id_vitima: 'integer', naran: 'text', kolom_tiga: 'text' }, { primaryKey: ['id_vitima'] })
    const values = [
      { value: 'Feto', count: 60 },
      { value: 'MANE', count: 40 },
    ]
    const profile: ColumnProfile = { rows: 100, filled: 100, distinct: 2, values }
    const [record] = propose([table], new Map([[tableId(table), new Map([['kolom_tiga', profile]])]])).records
    const sex = record?.fields.find(({ field }) => field === 'sex')

    expect(sex?.column).toBe('kolom_tiga')
    expect(sex?.codes?.rows).toMatchObject([
      { source: 'Feto', target: 'F' },
      { source: 'MANE', target: 'M' },
    ])
  })

  it('tells day from month by a number above 12, and asks where none is', () => {
    const formats = (firstOver12: number, secondOver12: number) => {
      const table = aTable('vitima', vitima, { primaryKey: ['id_vitima'] })
      const shapes = [{ shape: '99/99/9999', count: 50, firstOver12, secondOver12 }]
      const profile: ColumnProfile = { rows: 50, filled: 50, distinct: 40, shapes }
      const field = propose([table], new Map([[tableId(table), new Map([['data_moris', profile]])]])).records[0]?.fields.find(
        (one) => one.field === 'birthDate',
      )
      return { formats: field?.dates, isOpen: field?.todo !== undefined }
    }

    expect(formats(20, 0)).toEqual({ formats: ['dd/MM/yyyy'], isOpen: false })
    expect(formats(0, 20)).toEqual({ formats: ['MM/dd/yyyy'], isOpen: false })
    expect(formats(0, 0)).toEqual({ formats: ['dd/MM/yyyy'], isOpen: true })
    expect(formats(20, 2)).toEqual({ formats: ['dd/MM/yyyy'], isOpen: true })
  })

  it('gives the same proposal for the same catalogue, in whatever order its tables come', () => {
    const tables = [
      aTable('livru_kazu', kazu, { primaryKey: ['id_kazu'] }),
      aTable('vitima', vitima, { primaryKey: ['id_vitima'] }),
      aTable('autor', vitima, { primaryKey: ['id_vitima'] }),
    ]

    expect(propose(tables.toReversed()).records).toEqual(propose(tables).records)
  })

  it('answers whatever a catalogue is called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        'vitima',
        'sexu"',
        'data\nmoris',
        '__proto__',
        'constructor',
        '',
        ' ',
        "'; drop table x",
        '#',
        '- a: b',
        '名前',
        'Дата рождения',
      ),
    )
    const table = fc
      .record({
        name,
        columns: fc.array(
          fc.record({
            name,
            type: fc.oneof(name, fc.constantFrom('text', 'date', 'integer', 'jsonb', 'text[]')),
            isNullable: fc.boolean(),
          }),
          { maxLength: 12 },
        ),
      })
      .map(({ name: called, columns }) => ({
        ...aTable(called, {}),
        columns,
        primaryKey: columns.slice(0, 1).map((column) => column.name),
      }))

    fc.assert(
      fc.property(fc.array(table, { maxLength: 8 }), (tables) => {
        for (const record of propose(tables).records) expect(record.key.length).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })
})
