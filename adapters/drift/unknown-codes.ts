import type { AgencyModel, FieldReader, RecordKindName } from '../../schema/index.ts'
import { sampleRows } from '../check/sample.ts'
import { unmappedCodes } from '../check/unmapped-codes.ts'
import type { Engine } from '../types.ts'
import { rawCellsOf } from '../values/raw-cells.ts'
import type { Degraded } from './degraded.ts'

/** Rows of each kind that are looked at. */
const SAMPLE_ROWS = 2_000
const CODES_MS = 2_000

/** Fields of codes where a sample of the rows holds a code that the agency's code map has no row for, approved or not. */
export const unknownCodes = async (
  model: AgencyModel,
  engine: Engine,
  degraded: Degraded,
  { signal, timeoutMs = CODES_MS }: { readonly signal: AbortSignal; readonly timeoutMs?: number },
): Promise<readonly { readonly kind: RecordKindName; readonly field: string }[]> => {
  const found: { readonly kind: RecordKindName; readonly field: string }[] = []
  for (const [kind, record] of model.records) {
    if (degraded.kinds.has(kind)) continue
    const fields = [...record.fields.values()]
      .filter(({ name, reader }) => holdsCodes(reader) && !degraded.fields.get(kind)?.has(name))
      .map((field) => ({ field, cells: rawCellsOf(field.reader) }))
    const cells = fields.flatMap((each) => each.cells)
    if (cells.length === 0) continue
    const rows = await sampleRows({ model, engine, from: record.from, only: record.only, cells, rows: SAMPLE_ROWS }, { signal, timeoutMs })
    let start = 0
    for (const { field, cells: own } of fields) {
      const read = rows.map((row) => row.slice(start, start + own.length))
      start += own.length
      if (unmappedCodes(model, field, read).length > 0) found.push({ kind, field: field.name })
    }
  }
  return found
}

const holdsCodes = (reader: FieldReader): boolean =>
  (reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : []).some(({ convert }) => convert.to === 'code')
