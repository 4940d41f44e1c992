import type { CodeList } from '../types.ts'

export const personType: CodeList = {
  name: 'person-type',
  description: 'Natural or legal person; Law 3/2017 makes legal persons liable.',
  source: 'Law 3/2017; Penal Code',
  codes: [
    {
      code: 'NAT',
      labels: { en: 'Natural person', pt: 'Pessoa singular', tet: 'Ema singulár', id: 'Orang perseorangan' },
      tetReview: 'uncertain',
    },
    { code: 'LEG', labels: { en: 'Legal person', pt: 'Pessoa coletiva', tet: 'Ema koletiva', id: 'Badan hukum' }, tetReview: 'uncertain' },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
