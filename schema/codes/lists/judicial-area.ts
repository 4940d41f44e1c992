import type { CodeList } from '../types.ts'

export const judicialArea: CodeList = {
  name: 'judicial-area',
  description: 'The four first-instance courts by their seat, and the Court of Appeal.',
  source: 'JSMP, court areas (2007); to be checked for newer courts',
  codes: [
    {
      code: 'DIL',
      labels: { en: 'Dili Court', pt: 'Tribunal de Díli', tet: 'Tribunál Díli', id: 'Pengadilan Dili' },
      tetReview: 'likely',
      aliases: ['Dili', 'TDD'],
    },
    {
      code: 'BAU',
      labels: { en: 'Baucau Court', pt: 'Tribunal de Baucau', tet: 'Tribunál Baukau', id: 'Pengadilan Baucau' },
      tetReview: 'likely',
      aliases: ['Baucau', 'Baukau', 'TDB'],
    },
    {
      code: 'SUA',
      labels: { en: 'Suai Court', pt: 'Tribunal de Suai', tet: 'Tribunál Suai', id: 'Pengadilan Suai' },
      tetReview: 'likely',
      aliases: ['Suai', 'TDS'],
    },
    {
      code: 'OEC',
      labels: { en: 'Oecusse Court', pt: 'Tribunal de Oecusse', tet: 'Tribunál Oekusi', id: 'Pengadilan Oecusse' },
      tetReview: 'likely',
      aliases: ['Oecusse', 'Oecussi', 'Oekusi', 'TDO'],
    },
    {
      code: 'APP',
      labels: { en: 'Court of Appeal', pt: 'Tribunal de Recurso', tet: 'Tribunál Rekursu', id: 'Pengadilan Banding' },
      tetReview: 'likely',
      note: 'Acts as the Supreme Court.',
    },
  ],
}
