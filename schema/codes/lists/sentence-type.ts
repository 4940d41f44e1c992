import type { CodeList } from '../types.ts'

export const sentenceType: CodeList = {
  name: 'sentence-type',
  description: 'Type of sentence or measure imposed.',
  source: 'Penal Code (Decree-Law 19/2009); Law 3/2017',
  codes: [
    { code: 'EFE', labels: { en: 'Imprisonment', pt: 'Prisão efetiva', tet: 'Prizaun efetiva', id: 'Penjara' }, tetReview: 'likely' },
    {
      code: 'SUS',
      labels: { en: 'Suspended sentence', pt: 'Pena suspensa', tet: 'Pena suspensa', id: 'Pidana bersyarat' },
      tetReview: 'likely',
    },
    { code: 'MUL', labels: { en: 'Fine', pt: 'Multa', tet: 'Multa', id: 'Denda' }, tetReview: 'likely' },
    {
      code: 'PER',
      labels: { en: 'Forfeiture of assets', pt: 'Perda de bens', tet: 'Lakon sasán', id: 'Perampasan aset' },
      tetReview: 'uncertain',
    },
    {
      code: 'DIS',
      labels: { en: 'Dissolution (legal person)', pt: 'Dissolução (pessoa coletiva)', tet: 'Disolusaun', id: 'Pembubaran badan hukum' },
      tetReview: 'likely',
    },
    { code: 'IND', labels: { en: 'Compensation', pt: 'Indemnização', tet: 'Indemnizasaun', id: 'Ganti rugi' }, tetReview: 'likely' },
  ],
}
