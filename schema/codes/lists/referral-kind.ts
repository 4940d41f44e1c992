import type { CodeList } from '../types.ts'

export const referralKind: CodeList = {
  name: 'referral-kind',
  description: 'Whether the sender keeps the case (referral) or hands it over (transfer).',
  source: 'TIP Hub; the distinction usual in case-management systems',
  codes: [
    { code: 'REF', labels: { en: 'Referral (owner stays)', pt: 'Encaminhamento', tet: 'Refere', id: 'Rujukan' }, tetReview: 'attested' },
    {
      code: 'TRA',
      labels: { en: 'Transfer (owner moves)', pt: 'Transferência', tet: 'Transferénsia', id: 'Pengalihan' },
      tetReview: 'attested',
    },
  ],
}
