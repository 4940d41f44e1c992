import type { CodeList } from '../types.ts'

export const ageGroup: CodeList = {
  name: 'age-group',
  description: 'Child, adult or unknown, and bands for case work; no band crosses the age of 18.',
  source: 'TIP Hub; bands collapse those of the CTDC Global Dataset',
  codes: [
    {
      code: 'CHILD',
      labels: { en: 'Child (under 18)', pt: 'Criança', tet: 'Labarik', id: 'Anak' },
      tetReview: 'attested',
      aliases: ['Menor', 'Minor'],
    },
    { code: 'ADULT', labels: { en: 'Adult', pt: 'Adulto', tet: 'Adultu', id: 'Dewasa' }, tetReview: 'attested', aliases: ['Maior'] },
    { code: 'UNK', labels: { en: 'Unknown', pt: 'Desconhecido', tet: 'Deskoñesidu', id: 'Tidak diketahui' }, tetReview: 'attested' },
    {
      code: '0-8',
      labels: { en: '0–8 years', pt: '0–8 anos', tet: 'Tinan 0–8', id: '0–8 tahun' },
      tetReview: 'attested',
      broader: 'CHILD',
    },
    {
      code: '9-17',
      labels: { en: '9–17 years', pt: '9–17 anos', tet: 'Tinan 9–17', id: '9–17 tahun' },
      tetReview: 'attested',
      broader: 'CHILD',
    },
    {
      code: '18-23',
      labels: { en: '18–23 years', pt: '18–23 anos', tet: 'Tinan 18–23', id: '18–23 tahun' },
      tetReview: 'attested',
      broader: 'ADULT',
    },
    {
      code: '24-29',
      labels: { en: '24–29 years', pt: '24–29 anos', tet: 'Tinan 24–29', id: '24–29 tahun' },
      tetReview: 'attested',
      broader: 'ADULT',
    },
    {
      code: '30-38',
      labels: { en: '30–38 years', pt: '30–38 anos', tet: 'Tinan 30–38', id: '30–38 tahun' },
      tetReview: 'attested',
      broader: 'ADULT',
    },
    {
      code: '39-47',
      labels: { en: '39–47 years', pt: '39–47 anos', tet: 'Tinan 39–47', id: '39–47 tahun' },
      tetReview: 'attested',
      broader: 'ADULT',
    },
    {
      code: '48+',
      labels: { en: '48 years and over', pt: '48 anos ou mais', tet: 'Tinan 48+', id: '48 tahun ke atas' },
      tetReview: 'attested',
      broader: 'ADULT',
    },
  ],
}
