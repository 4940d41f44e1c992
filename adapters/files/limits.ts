/** Bounds of what is read from one file; beyond them the file is refused and the last good one serves. */
export const FILE_LIMITS = {
  bytes: 100_000_000,
  /** Bytes that a spreadsheet (a ZIP archive) may unpack to. */
  unpackedBytes: 400_000_000,
  rows: 1_000_000,
  columns: 500,
  /** Cells of the rectangle that a sheet says it fills: one written in the farthest corner makes millions that are empty. */
  cells: 20_000_000,
  /** Levels of nested JSON. */
  depth: 20,
  /** Rows in which a moved header is looked for. */
  headerRows: 50,
} as const

/** A file that is not what the agency file says. The message is for the agency's own log. */
export class FileProblem extends Error {}
