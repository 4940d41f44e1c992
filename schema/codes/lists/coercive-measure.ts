import type { CodeList } from '../types.ts'

export const coerciveMeasure: CodeList = {
  name: 'coercive-measure',
  description: 'Coercive measure (medida de coação) in force.',
  source: 'Code of Criminal Procedure; list to be checked by a lawyer',
  codes: [
    {
      code: 'TIR',
      labels: { en: 'Statement of identity and residence', pt: 'Termo de identidade e residência', tet: 'Termu identidade no rezidénsia' },
      tetReview: 'likely',
    },
    {
      code: 'APR',
      labels: { en: 'Periodic reporting', pt: 'Apresentação periódica', tet: 'Aprezentasaun periódika', id: 'Wajib lapor' },
      tetReview: 'likely',
    },
    {
      code: 'PSA',
      labels: { en: 'Ban on leaving the country', pt: 'Proibição de saída', tet: 'Proibisaun atu sai', id: 'Cegah ke luar negeri' },
      tetReview: 'uncertain',
    },
    {
      code: 'HAB',
      labels: { en: 'House arrest', pt: 'Obrigação de permanência na habitação', tet: "Hela de'it iha uma", id: 'Tahanan rumah' },
      tetReview: 'uncertain',
    },
    {
      code: 'PRV',
      labels: { en: 'Pre-trial detention', pt: 'Prisão preventiva', tet: 'Prizaun preventiva', id: 'Penahanan sementara' },
      tetReview: 'likely',
    },
  ],
}
