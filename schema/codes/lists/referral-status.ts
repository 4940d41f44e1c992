import type { CodeList } from '../types.ts'

export const referralStatus: CodeList = {
  name: 'referral-status',
  description: 'What became of a referral.',
  source: 'TIP Hub; the states usual in case-management systems',
  codes: [
    { code: 'PRO', labels: { en: 'In progress', pt: 'Pendente', tet: 'Pendente hela', id: 'Dalam proses' }, tetReview: 'attested' },
    { code: 'ACC', labels: { en: 'Accepted', pt: 'Aceite', tet: 'Aseita ona', id: 'Diterima' }, tetReview: 'attested' },
    { code: 'REJ', labels: { en: 'Rejected', pt: 'Rejeitado', tet: 'Rejeita ona', id: 'Ditolak' }, tetReview: 'attested' },
    { code: 'DON', labels: { en: 'Done', pt: 'Concluído', tet: 'Remata', id: 'Selesai' }, tetReview: 'attested' },
    { code: 'REV', labels: { en: 'Revoked', pt: 'Revogado', tet: 'Revoga', id: 'Dicabut' }, tetReview: 'attested' },
  ],
}
