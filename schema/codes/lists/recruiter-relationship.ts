import type { CodeList } from '../types.ts'

export const recruiterRelationship: CodeList = {
  name: 'recruiter-relationship',
  description: 'Relationship of the recruiter to the victim.',
  source: 'HTCDS 2.0 vic_RelationshipToTrafficker, split as in CTDC',
  htcds: 'vic_RelationshipToTrafficker',
  codes: [
    {
      code: 'IPA',
      labels: { en: 'Intimate partner', pt: 'Parceiro íntimo', tet: 'Parseiru íntimu', id: 'Pasangan' },
      tetReview: 'attested',
      htcds: ['Acquainted'],
    },
    { code: 'FAM', labels: { en: 'Family', pt: 'Família', tet: 'Família', id: 'Keluarga' }, tetReview: 'attested', htcds: ['Familial'] },
    {
      code: 'FRI',
      labels: { en: 'Friend or neighbour', pt: 'Amigo / vizinho', tet: 'Kolega / viziñu', id: 'Teman atau tetangga' },
      tetReview: 'likely',
      htcds: ['Acquainted'],
    },
    {
      code: 'EMP',
      labels: { en: 'Employer', pt: 'Empregador', tet: 'Patraun', id: 'Majikan' },
      tetReview: 'likely',
      htcds: ['Acquainted'],
    },
    { code: 'AGT', labels: { en: 'Agent', pt: 'Angariador', tet: 'Ajente', id: 'Agen' }, tetReview: 'likely' },
    {
      code: 'STR',
      labels: { en: 'Stranger', pt: 'Desconhecido', tet: 'Ema la koñese', id: 'Orang tidak dikenal' },
      tetReview: 'likely',
      htcds: ['Unaquainted'],
      note: 'HTCDS spells the value so.',
    },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
