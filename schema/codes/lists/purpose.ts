import type { CodeList } from '../types.ts'

export const purpose: CodeList = {
  name: 'purpose',
  description: 'Purpose for which a request is made. One per request; it is part of every permission and of every log entry.',
  source: 'TIP Hub; Constitution s. 38 (right to know the purpose)',
  codes: [
    {
      code: 'PROTECTION',
      labels: {
        en: 'Protection and assistance',
        pt: 'Proteção e assistência',
        tet: 'Protesaun no asisténsia',
        id: 'Perlindungan dan bantuan',
      },
      tetReview: 'likely',
    },
    {
      code: 'INVESTIGATION',
      labels: { en: 'Criminal investigation', pt: 'Investigação criminal', tet: 'Investigasaun kriminál', id: 'Penyidikan' },
      tetReview: 'likely',
    },
    {
      code: 'OVERSIGHT',
      labels: {
        en: 'Coordination and oversight',
        pt: 'Coordenação e acompanhamento',
        tet: 'Koordenasaun no akompañamentu',
        id: 'Koordinasi dan pengawasan',
      },
      tetReview: 'likely',
    },
    {
      code: 'STATISTICS',
      labels: { en: 'Statistics', pt: 'Estatística', tet: 'Estatístika', id: 'Statistik' },
      tetReview: 'likely',
      note: 'Opens no record, only indicators and releases.',
    },
    {
      code: 'CONSULAR',
      labels: { en: 'Consular protection', pt: 'Proteção consular', tet: 'Protesaun konsulár', id: 'Perlindungan konsuler' },
      tetReview: 'likely',
    },
    { code: 'AUDIT', labels: { en: 'Audit', pt: 'Auditoria', tet: 'Auditoria', id: 'Audit' }, tetReview: 'likely' },
  ],
}
