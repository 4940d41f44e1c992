/** A cell on its way into a source. Nested values (JSONB, JSON files) travel as JSON text. */
export type Cell = string | number | bigint | null

/** Rows of one table, in the order of `columns`. */
export interface TableRows {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Column name -> how its cell is written from a row. */
export type ColumnWriters<Row> = Readonly<Record<string, (row: Row, index: number) => Cell>>

/** Writes rows column by column; the order of the writers is the order of the columns. */
export function tableOf<Row>(table: string, writers: ColumnWriters<Row>, rows: readonly Row[]): TableRows {
  const cells = Object.values(writers)
  return { table, columns: Object.keys(writers), rows: rows.map((row, index) => cells.map((cell) => cell(row, index))) }
}

/** The same table from several kinds of rows, one after the other. */
export function joined(first: TableRows, ...others: readonly TableRows[]): TableRows {
  return { ...first, rows: [first, ...others].flatMap(({ rows }) => rows) }
}
