import type { CodeList } from '../types.ts'

export const hearingMeasure: CodeList = {
  name: 'hearing-measure',
  description: 'Protective measure used at a hearing.',
  source: 'TIP Hub; closed, screen and video as in the victim-sensitive court indicators of ASEAN-ACT',
  codes: [
    {
      code: 'CLO',
      labels: {
        en: 'Closed to the public',
        pt: 'Sem publicidade (à porta fechada)',
        tet: 'Audiénsia taka ba públiku',
        id: 'Sidang tertutup',
      },
      tetReview: 'uncertain',
    },
    { code: 'SCR', labels: { en: 'Screen between victim and defendant', pt: 'Biombo', id: 'Tirai pemisah' } },
    {
      code: 'VID',
      labels: { en: 'Video link', pt: 'Videoconferência', tet: 'Videokonferénsia', id: 'Konferensi video' },
      tetReview: 'likely',
    },
    { code: 'ABS', labels: { en: 'Defendant removed while the victim speaks', pt: 'Afastamento do arguido' } },
    { code: 'FUT', labels: { en: 'Statement recorded for later use', pt: 'Declarações para memória futura' } },
    { code: 'SUP', labels: { en: 'Support person present', pt: 'Acompanhante da vítima', id: 'Pendamping' } },
    { code: 'INT', labels: { en: 'Interpreter', pt: 'Intérprete', tet: 'Intérprete', id: 'Juru bahasa' }, tetReview: 'likely' },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outra', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
    { code: 'NONE', labels: { en: 'None', pt: 'Nenhuma', tet: 'Laiha', id: 'Tidak ada' }, tetReview: 'likely' },
  ],
}
