import type { CodeList } from '../types.ts'

export const eventKind: CodeList = {
  name: 'event-kind',
  description: 'Kind of trafficking event.',
  source: 'HTCDS 2.0 hte_Type',
  htcds: 'hte_Type',
  codes: [
    {
      code: 'REC',
      labels: { en: 'Recruitment', pt: 'Recrutamento', tet: 'Rekrutamentu', id: 'Perekrutan' },
      tetReview: 'likely',
      htcds: ['Recruitment'],
    },
    { code: 'TRA', labels: { en: 'Transit', pt: 'Trânsito', tet: 'Tránzitu', id: 'Transit' }, tetReview: 'likely', htcds: ['Transit'] },
    {
      code: 'EXP',
      labels: { en: 'Exploitation', pt: 'Exploração', tet: 'Esplorasaun', id: 'Eksploitasi' },
      tetReview: 'likely',
      htcds: ['Exploitation'],
    },
  ],
}
