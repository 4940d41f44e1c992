import type { CodeList } from '../types.ts'

export const serviceType: CodeList = {
  name: 'service-type',
  description: 'Service asked for or given.',
  source: 'TIP Hub; HTCDS 2.0 spl_Type',
  htcds: 'spl_Type',
  codes: [
    {
      code: 'SHE',
      labels: { en: 'Shelter', pt: 'Casa de abrigo', tet: 'Uma mahon', id: 'Rumah aman' },
      tetReview: 'attested',
      note: 'The provider and the place of a shelter are never shown.',
    },
    { code: 'HEA', labels: { en: 'Health', pt: 'Saúde', tet: 'Servisu saúde', id: 'Kesehatan' }, tetReview: 'attested', htcds: ['Health'] },
    {
      code: 'FOR',
      labels: { en: 'Forensic examination', pt: 'Exame médico-legal', tet: 'Ezame forense', id: 'Visum' },
      tetReview: 'likely',
      htcds: ['Health'],
    },
    {
      code: 'PSY',
      labels: { en: 'Psychosocial support', pt: 'Apoio psicossocial', tet: 'Servisu psikososiál', id: 'Dukungan psikososial' },
      tetReview: 'attested',
      htcds: ['SocialCare'],
    },
    {
      code: 'LEG',
      labels: { en: 'Legal aid', pt: 'Assistência jurídica', tet: 'Asisténsia legál', id: 'Bantuan hukum' },
      tetReview: 'attested',
      htcds: ['Legal'],
    },
    {
      code: 'POL',
      labels: { en: 'Protection by the police', pt: 'Proteção policial', tet: 'Polísia', id: 'Perlindungan polisi' },
      tetReview: 'attested',
    },
    { code: 'INT', labels: { en: 'Interpretation', pt: 'Interpretação', tet: 'Interpretasaun', id: 'Juru bahasa' }, tetReview: 'likely' },
    { code: 'DOC', labels: { en: 'Documents', pt: 'Documentação', tet: 'Dokumentu', id: 'Dokumen' }, tetReview: 'likely' },
    { code: 'REP', labels: { en: 'Repatriation', pt: 'Repatriamento', tet: 'Repatriamentu', id: 'Pemulangan' }, tetReview: 'likely' },
    {
      code: 'RIN',
      labels: { en: 'Reintegration or livelihood', pt: 'Reintegração', tet: 'Reintegrasaun', id: 'Reintegrasi' },
      tetReview: 'likely',
      htcds: ['Livelihood'],
    },
    {
      code: 'EDU',
      labels: { en: 'Training', pt: 'Formação', tet: 'Formasaun', id: 'Pelatihan' },
      tetReview: 'likely',
      htcds: ['Education', 'RightsBasedTraining'],
    },
    {
      code: 'CHP',
      labels: { en: 'Child protection', pt: 'Proteção de crianças', tet: 'Protesaun labarik', id: 'Perlindungan anak' },
      tetReview: 'attested',
      htcds: ['SocialCare'],
    },
    {
      code: 'CSH',
      labels: { en: 'Cash or food', pt: 'Apoio material', tet: 'Apoiu materiál', id: 'Bantuan materi' },
      tetReview: 'likely',
      htcds: ['Financial'],
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
  ],
}
