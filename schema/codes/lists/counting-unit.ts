import type { CodeList } from '../types.ts'

export const countingUnit: CodeList = {
  name: 'counting-unit',
  description: 'What an institution counts. Numbers of different units are never added or compared.',
  source: 'TIP Hub; aligned to the units of IC-TIP (event, victim, perpetrator)',
  codes: [
    { code: 'CASE', labels: { en: 'Cases', pt: 'Casos', tet: 'Kazu', id: 'Kasus' }, tetReview: 'attested' },
    { code: 'VICTIM', labels: { en: 'Victims', pt: 'Vítimas', tet: 'Vítima', id: 'Korban' }, tetReview: 'attested' },
    { code: 'SUSPECT', labels: { en: 'Suspects', pt: 'Suspeitos', tet: 'Suspeitu', id: 'Tersangka' }, tetReview: 'likely' },
    { code: 'DEFENDANT', labels: { en: 'Defendants', pt: 'Arguidos', tet: 'Arguidu', id: 'Terdakwa' }, tetReview: 'likely' },
    { code: 'CONVICTED', labels: { en: 'Convicted persons', pt: 'Condenados', tet: 'Kondenadu', id: 'Terpidana' }, tetReview: 'likely' },
    { code: 'CLIENT', labels: { en: 'Clients of a service', pt: 'Utentes', tet: 'Kliente', id: 'Klien' }, tetReview: 'likely' },
    { code: 'REFERRAL', labels: { en: 'Referrals', pt: 'Encaminhamentos', tet: 'Referál', id: 'Rujukan' }, tetReview: 'likely' },
    { code: 'HEARING', labels: { en: 'Hearings', pt: 'Audiências', tet: 'Audiénsia', id: 'Sidang' }, tetReview: 'likely' },
    {
      code: 'GROUP',
      labels: { en: 'Groups of persons', pt: 'Grupos de pessoas', tet: 'Grupu', id: 'Kelompok' },
      tetReview: 'likely',
      note: 'One record may stand for several persons.',
    },
    {
      code: 'MOVEMENT',
      labels: { en: 'Border crossings', pt: 'Passagens de fronteira', tet: 'Movimentu fronteira', id: 'Perlintasan perbatasan' },
      tetReview: 'likely',
    },
  ],
}
