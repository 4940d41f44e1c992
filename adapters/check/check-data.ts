import { sql } from 'kysely'
import { type AgencyModel, type FieldModel, isHubError, type RecordKindName, type RecordModel } from '../../schema/index.ts'
import { columnOf, joinTests, relationAs } from '../compile/scope.ts'
import type { Engine, RunOptions } from '../types.ts'
import { decodeField } from '../values/decode-field.ts'
import { rawCellsOf } from '../values/raw-cells.ts'
import { recordedText } from '../values/text.ts'
import type { FieldRate, Finding } from './finding.ts'
import { sampleRows } from './sample.ts'
import { type UnmappedCodes, unmappedCodes } from './unmapped-codes.ts'

export interface DataChecked {
  readonly findings: readonly Finding[]
  readonly rates: readonly FieldRate[]
  readonly unmapped: readonly UnmappedCodes[]
}

export interface CheckDataOptions extends RunOptions {
  /** Rows of each kind that are looked at. */
  readonly rows: number
  readonly placeOf: (path: string) => string
}

/** Of fewer rows nothing can be said of all. */
const ENOUGH_ROWS = 50

/** Looks at some rows of each kind: what is recorded, what cannot be read, which codes nobody mapped, which pointers lead nowhere. */
export const checkData = async (model: AgencyModel, engine: Engine, options: CheckDataOptions): Promise<DataChecked> => {
  const findings: Finding[] = []
  const rates: FieldRate[] = []
  const unmapped: UnmappedCodes[] = []
  for (const [kind, record] of model.records) {
    try {
      const checked = await checkKind(model, engine, kind, record, options)
      findings.push(...checked.findings)
      rates.push(...checked.rates)
      unmapped.push(...checked.unmapped)
    } catch (cause) {
      if (!isHubError(cause)) throw cause
      findings.push({
        stage: 'data',
        severity: 'error',
        code: cause.code,
        where: options.placeOf(`records.${kind}.from`),
        what: `rows of ${kind} cannot be read as they are mapped`,
        remedy: 'see the findings of the stage before; a SELECT of the folder is tried by hand first',
      })
    }
  }
  return { findings, rates, unmapped }
}

async function checkKind(
  model: AgencyModel,
  engine: Engine,
  kind: RecordKindName,
  record: RecordModel,
  { placeOf, ...options }: CheckDataOptions,
): Promise<DataChecked> {
  const fields = [...record.fields.values()].map((field) => ({ field, cells: rawCellsOf(field.reader) }))
  const cells = [...record.key.map((column) => ({ column, isArray: false })), ...fields.flatMap((each) => each.cells)]
  const parents = [...record.parents]
  const { rows: most } = options
  const rows = await sampleRows(
    {
      model,
      engine,
      from: record.from,
      only: record.only,
      cells,
      rows: most,
      more: (scope) =>
        parents.map(([, parent]) => {
          const target = model.records.get(parent.kind)
          const isThere = parent.columns.map((column) => sql`${columnOf('t1', column)} is not null`)
          const joined = target && sql.join(joinTests(scope, { record, alias: 't1' }, parent, 'p'), sql` and `)
          return target
            ? sql`case when ${sql.join(isThere, sql` and `)} and not exists (select 1 from ${relationAs(target.from, 'p')} where ${joined}) then '1' end`
            : sql`null`
        }),
    },
    options,
  )
  const findings: Finding[] = []
  const rates: FieldRate[] = []
  const unmapped: UnmappedCodes[] = []
  const at = (path: string) => `${placeOf(path)} ${path}`
  let start = record.key.length
  for (const { field, cells: own } of fields) {
    const read = rows.map((row) => row.slice(start, start + own.length))
    start += own.length
    if (own.length === 0) continue
    const rate = rateOf(model, kind, field, read)
    const path = `records.${kind}.fields.${field.name}`
    rates.push(rate)
    findings.push(...judge(rate, at(path), field))
    for (const codes of unmappedCodes(model, field, read)) unmapped.push({ ...codes, where: at(path) })
  }
  const keys = new Map<string, number>()
  for (const row of rows) {
    const key = JSON.stringify(row.slice(0, record.key.length))
    keys.set(key, (keys.get(key) ?? 0) + 1)
  }
  const doubled = [...keys.values()].filter((count) => count > 1).length
  if (doubled > 0)
    findings.push({
      stage: 'data',
      severity: 'error',
      code: 'KEY_NOT_UNIQUE',
      where: at(`records.${kind}.key`),
      what: `${doubled} of the keys stand in more than one row`,
      remedy: 'name the column(s) that identify a row, or a SELECT that gives each record once',
    })
  for (const [index, [relation, parent]] of parents.entries()) {
    const orphans = rows.filter((row) => row[cells.length + index] === '1').length
    if (orphans > 0)
      findings.push({
        stage: 'data',
        severity: orphans === rows.length ? 'error' : 'info',
        code: 'ORPHAN_KEYS',
        where: at(`records.${kind}.${relation}`),
        what: `${orphans} of ${rows.length} rows point to a ${parent.kind} that is not there`,
        remedy: orphans === rows.length ? 'name the column that holds the key of the other record' : 'such rows are shown without it',
      })
  }
  return { findings, rates, unmapped }
}

function rateOf(model: AgencyModel, kind: string, field: FieldModel, rows: readonly (readonly (string | null)[])[]): FieldRate {
  let [recorded, unreadable, unmapped] = [0, 0, 0]
  for (const cells of rows) {
    const { cell, gap } = decodeField(field.definition, field.reader, cells, model.nulls)
    const isWritten = cells.some((text) => recordedText(text, model.nulls) !== null)
    if (cell !== null) recorded++
    else if (gap === 'UNMAPPED') unmapped++
    else if (isWritten && isFormed(field)) unreadable++
  }
  return { kind, field: field.name, rows: rows.length, recorded, unreadable, unmapped }
}

/** Whether something that is written there and not understood is a mistake of the mapping or of whoever wrote it. */
const isFormed = ({ definition, reader }: FieldModel): boolean =>
  ['date', 'int', 'money', 'nuc'].includes(definition.type) && !(reader.read === 'column' && reader.column.pattern !== undefined)

function judge(
  { kind, field, rows, recorded, unreadable, unmapped }: FieldRate,
  where: string,
  { definition }: FieldModel,
): readonly Finding[] {
  if (rows >= ENOUGH_ROWS && recorded + unreadable + unmapped === 0)
    return [
      {
        stage: 'data',
        severity: 'info',
        code: 'NEVER_RECORDED',
        where,
        what: `${kind}.${field} is empty in all ${rows} rows that were looked at`,
        remedy: 'look whether this is the column that is meant',
      },
    ]
  if (unreadable === 0) return []
  const isMistaken = unreadable > recorded
  return [
    {
      stage: 'data',
      severity: isMistaken ? 'error' : 'info',
      code: definition.type === 'date' ? 'DATES_UNREADABLE' : 'VALUES_UNREADABLE',
      where,
      what: `${unreadable} of ${recorded + unreadable} ${definition.type === 'date' ? 'dates are none, or not in the declared form' : 'values have not the declared form'}`,
      remedy: isMistaken
        ? 'declare the form in which they are written'
        : 'such values are shown as not recorded; correct them in the register',
    },
  ]
}
