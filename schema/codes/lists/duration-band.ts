import type { CodeList } from '../types.ts'

export const durationBand: CodeList = {
  name: 'duration-band',
  description: 'How long the trafficking lasted.',
  source: 'TIP Hub',
  codes: [
    { code: 'LE1', labels: { en: 'Up to 1 year', pt: 'Até 1 ano', tet: "To'o tinan 1", id: 'Sampai 1 tahun' }, tetReview: 'uncertain' },
    {
      code: 'Y12',
      labels: { en: 'More than 1, up to 2 years', pt: 'Mais de 1 até 2 anos', tet: 'Tinan 1–2', id: '1–2 tahun' },
      tetReview: 'likely',
    },
    {
      code: 'GT2',
      labels: { en: 'More than 2 years', pt: 'Mais de 2 anos', tet: 'Liu tinan 2', id: 'Lebih dari 2 tahun' },
      tetReview: 'likely',
    },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
