import type { CodeList } from '../types.ts'

export const sex: CodeList = {
  name: 'sex',
  description: 'Sex as recorded by the agency.',
  source: 'TIP Hub; HTCDS 2.0 prs_Gender',
  htcds: 'prs_Gender',
  codes: [
    {
      code: 'F',
      labels: { en: 'Female', pt: 'Feminino', tet: 'Feto', id: 'Perempuan' },
      tetReview: 'attested',
      htcds: ['Feminine'],
      aliases: ['Fem.', 'Mulher', 'Woman'],
    },
    {
      code: 'M',
      labels: { en: 'Male', pt: 'Masculino', tet: 'Mane', id: 'Laki-laki' },
      tetReview: 'attested',
      htcds: ['Masculine'],
      aliases: ['Masc.', 'Homem', 'Man'],
    },
    {
      code: 'X',
      labels: { en: 'Other / non-binary', pt: 'Outro / não binário', tet: 'Seluk' },
      tetReview: 'likely',
      htcds: ['TransgenderFeminine', 'TransgenderMasculine', 'NonConforming'],
    },
    {
      code: 'U',
      labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' },
      tetReview: 'attested',
      htcds: ['NonSpecifiedUnknown'],
    },
  ],
}
