/** How a table of a file source is written: the habits of the people who keep the file. */
export type FileLayout =
  | {
      readonly table: string
      readonly file: string
      readonly format: 'csv'
      readonly separator: ',' | ';'
      readonly encoding: 'utf-8' | 'windows-1252'
    }
  | {
      readonly table: string
      readonly file: string
      readonly format: 'json'
      /** Columns whose cells are JSON text and become nested values. */
      readonly nested: readonly string[]
    }
  | {
      readonly table: string
      readonly file: string
      readonly format: 'xlsx'
      readonly sheet: string
      /** Lines above the header, each merged over the whole width. */
      readonly titles: readonly string[]
      /** Columns whose equal neighbours, one under the other, are merged into one cell. */
      readonly mergeDown: readonly string[]
      /** Columns of ISO dates that become Excel dates. */
      readonly dates: readonly string[]
      /** First cell of a closing line with the sums of `sums`. */
      readonly totalLabel?: string
      readonly sums: readonly string[]
    }
