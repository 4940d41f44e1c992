import type { FileLayout } from '../../../../demo/world/index.ts'

/** An export of an office database: semicolons and Windows-1252. */
export const layout: readonly FileLayout[] = [
  { table: 'casos_consulares', file: 'casos_consulares.csv', format: 'csv', separator: ';', encoding: 'windows-1252' },
]
