import type { FileLayout } from '../../../../demo/world/index.ts'

/** The secretariat's yearly counts. */
export const layout: readonly FileLayout[] = [
  {
    table: 'kazu_potensial',
    file: 'KLATU_kazu_potensial.xlsx',
    format: 'xlsx',
    sheet: 'Kazu potensiál',
    titles: ['KOMISAUN LUTA ANTI-TRÁFIKU UMANU', 'Kazu potensiál no vítima potensiál 2020–2024'],
    mergeDown: ['Tinan'],
    dates: [],
    totalLabel: 'TOTÁL',
    sums: ['Kazu', 'Vítima Feto', 'Vítima Mane'],
  },
]
