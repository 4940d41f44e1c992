import type { FileLayout } from '../../../../demo/world/index.ts'

/** The summaries in English, and the same rows once more in Tetum. */
export const layout: readonly FileLayout[] = [
  { table: 'case_summaries', file: 'case_summaries_en.csv', format: 'csv', separator: ',', encoding: 'utf-8' },
  { table: 'rezumu_kazu', file: 'rezumu_kazu_tet.csv', format: 'csv', separator: ',', encoding: 'utf-8' },
]
