import type { CodeList } from '../types.ts'

export const decidingBody: CodeList = {
  name: 'deciding-body',
  description: 'The kind of body that decided the status of a victim.',
  source: 'HTCDS 2.0 vic_TraffickingStatusDecisionMakingOrg',
  htcds: 'vic_TraffickingStatusDecisionMakingOrg',
  codes: [
    { code: 'POL', labels: { en: 'Police', pt: 'Polícia', tet: 'Polísia', id: 'Polisi' }, tetReview: 'attested', htcds: ['Police'] },
    {
      code: 'COU',
      labels: {
        en: 'Court or prosecution',
        pt: 'Tribunal ou Ministério Público',
        tet: 'Tribunál ka Ministériu Públiku',
        id: 'Pengadilan atau kejaksaan',
      },
      tetReview: 'likely',
      htcds: ['CourtOrProsecution'],
    },
    {
      code: 'GOV',
      labels: {
        en: 'Other government body',
        pt: 'Outro organismo do Estado',
        tet: 'Instituisaun Estadu seluk',
        id: 'Lembaga pemerintah lain',
      },
      tetReview: 'likely',
      htcds: ['NonPoliceGovernmentalOrganization'],
    },
    {
      code: 'NGO',
      labels: { en: 'Non-governmental organisation', pt: 'Organização não governamental', tet: 'ONG', id: 'LSM' },
      tetReview: 'attested',
      htcds: ['NGO'],
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely', htcds: ['Other'] },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
