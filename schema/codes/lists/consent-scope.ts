import type { CodeList } from '../types.ts'

export const consentScope: CodeList = {
  name: 'consent-scope',
  description: 'What the person consented to.',
  source: 'TIP Hub; the questions of HTCDS 2.0 con_Consent and of per-purpose consent forms',
  codes: [
    { code: 'SVC', labels: { en: 'Services', pt: 'Serviços', tet: 'Ba servisu', id: 'Layanan' }, tetReview: 'likely' },
    {
      code: 'REF',
      labels: { en: 'Share for referral', pt: 'Partilha para encaminhamento', tet: 'Fahe ba referál', id: 'Berbagi untuk rujukan' },
      tetReview: 'likely',
    },
    {
      code: 'AUT',
      labels: {
        en: 'Share with police or prosecutor',
        pt: 'Partilha com autoridades',
        tet: 'Fahe ba autoridade',
        id: 'Berbagi dengan aparat',
      },
      tetReview: 'likely',
    },
    {
      code: 'CON',
      labels: {
        en: 'Share with consulate or foreign authority',
        pt: 'Partilha com consulado ou autoridade estrangeira',
        tet: 'Fahe ba konsuladu',
      },
      tetReview: 'uncertain',
    },
    {
      code: 'STA',
      labels: { en: 'Anonymous statistics', pt: 'Estatística anónima', tet: 'Estatístika anónima', id: 'Statistik anonim' },
      tetReview: 'likely',
    },
    { code: 'RES', labels: { en: 'Research', pt: 'Investigação científica', tet: 'Peskiza', id: 'Penelitian' }, tetReview: 'likely' },
    {
      code: 'FAM',
      labels: { en: 'Contact with family', pt: 'Contacto com a família', tet: 'Kontaktu família', id: 'Hubungan dengan keluarga' },
      tetReview: 'likely',
    },
  ],
}
