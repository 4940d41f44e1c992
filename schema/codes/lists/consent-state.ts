import type { CodeList } from '../types.ts'

export const consentState: CodeList = {
  name: 'consent-state',
  description: 'State of a consent. Only GIVEN, within its dates, permits anything.',
  source: 'TIP Hub',
  codes: [
    { code: 'GIVEN', labels: { en: 'Given', pt: 'Dado', tet: 'Fó ona', id: 'Diberikan' }, tetReview: 'likely' },
    { code: 'REFUSED', labels: { en: 'Refused', pt: 'Recusado', tet: 'Rekuza', id: 'Ditolak' }, tetReview: 'likely' },
    { code: 'WITHDRAWN', labels: { en: 'Withdrawn', pt: 'Retirado', tet: 'Dada fila', id: 'Dicabut' }, tetReview: 'uncertain' },
    {
      code: 'NOT-ASKED',
      labels: { en: 'Not asked', pt: 'Não perguntado', tet: 'Seidauk husu', id: 'Belum ditanyakan' },
      tetReview: 'likely',
    },
  ],
}
