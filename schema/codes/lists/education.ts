import type { CodeList } from '../types.ts'

export const education: CodeList = {
  name: 'education',
  description: 'Highest level of education completed; the code is the ISCED 2011 level.',
  source: 'ISCED 2011; HTCDS 2.0 prs_HighestLevelOfEducation',
  htcds: 'prs_HighestLevelOfEducation',
  codes: [
    {
      code: '0',
      labels: {
        en: 'Early childhood or less than primary',
        pt: 'Educação pré-escolar ou inferior ao primário',
        tet: 'Pré-eskolár',
        id: 'PAUD atau tidak tamat SD',
      },
      tetReview: 'likely',
      htcds: ['EarlyChildhoodEducation'],
    },
    {
      code: '1',
      labels: { en: 'Primary', pt: 'Ensino primário', tet: 'Eskola primária', id: 'SD' },
      tetReview: 'likely',
      htcds: ['PrimaryEducation'],
    },
    {
      code: '2',
      labels: { en: 'Lower secondary', pt: 'Ensino pré-secundário', tet: 'Eskola pré-sekundária', id: 'SMP' },
      tetReview: 'likely',
      htcds: ['LowerSecondaryEducation'],
    },
    {
      code: '3',
      labels: { en: 'Upper secondary', pt: 'Ensino secundário', tet: 'Eskola sekundária', id: 'SMA' },
      tetReview: 'likely',
      htcds: ['UpperSecondaryEducation'],
    },
    {
      code: '4',
      labels: { en: 'Post-secondary non-tertiary', pt: 'Pós-secundário não superior' },
      htcds: ['PostSecondaryNonTertiaryEducation'],
    },
    {
      code: '5',
      labels: { en: 'Short-cycle tertiary', pt: 'Ensino superior de curta duração', tet: 'Diploma', id: 'Diploma' },
      tetReview: 'uncertain',
      htcds: ['ShortCycleTertiaryEducation'],
    },
    {
      code: '6',
      labels: { en: "Bachelor's or equivalent", pt: 'Licenciatura ou equivalente', tet: 'Lisensiatura', id: 'S1' },
      tetReview: 'likely',
      htcds: ['BachelorsOrEquivalentLevel'],
    },
    {
      code: '7',
      labels: { en: "Master's or equivalent", pt: 'Mestrado ou equivalente', tet: 'Mestradu', id: 'S2' },
      tetReview: 'likely',
      htcds: ['MastersOrEquivalentLevel'],
    },
    {
      code: '8',
      labels: { en: 'Doctoral or equivalent', pt: 'Doutoramento ou equivalente', tet: 'Doutoramentu', id: 'S3' },
      tetReview: 'likely',
      htcds: ['DoctoralOrEquivalentLevel'],
    },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
