import type { CodeList } from '../types.ts'

export const nationalityGroup: CodeList = {
  name: 'nationality-group',
  description: 'Timorese or foreign, for institutions that hold no more than that.',
  source: 'TIP Hub; the split in which the Office of the Prosecutor-General publishes',
  codes: [
    {
      code: 'TLS',
      labels: { en: 'Timorese', pt: 'Timorense', tet: 'Timoroan', id: 'Warga Timor-Leste' },
      tetReview: 'likely',
      aliases: ['TL', 'Timor'],
    },
    {
      code: 'FOREIGN',
      labels: { en: 'Foreign', pt: 'Estrangeira', tet: 'Estranjeiru', id: 'Warga asing' },
      tetReview: 'likely',
      aliases: ['EST', 'Estrangeiro'],
    },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registada', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
