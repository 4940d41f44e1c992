import type { FileLayout } from '../../../../demo/world/index.ts'

/** The spreadsheet that the social officers send in, by municipality. */
export const layout: readonly FileLayout[] = [
  {
    table: 'dadus_vbj',
    file: 'Dadus_VBJ_munisipiu.xlsx',
    format: 'xlsx',
    sheet: 'Dadus',
    titles: ['MINISTÉRIU SOLIDARIEDADE SOSIÁL NO INKLUZAUN', 'Dadus VBJ tuir munisípiu (adultu)'],
    mergeDown: ['Munisípiu'],
    dates: ['Data simu'],
    sums: [],
  },
]
