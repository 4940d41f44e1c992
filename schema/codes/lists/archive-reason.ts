import type { CodeList } from '../types.ts'

export const archiveReason: CodeList = {
  name: 'archive-reason',
  description: 'Why an inquiry was archived.',
  source: 'TIP Hub; usual grounds of arquivamento, to be checked with the Office of the Prosecutor-General',
  codes: [
    {
      code: 'INS',
      labels: { en: 'Insufficient evidence', pt: 'Indícios insuficientes', tet: 'Evidénsia la sufisiente', id: 'Bukti tidak cukup' },
      tetReview: 'uncertain',
    },
    {
      code: 'NOC',
      labels: { en: 'No crime', pt: 'Inexistência de crime', tet: 'Laiha krime', id: 'Bukan tindak pidana' },
      tetReview: 'uncertain',
    },
    {
      code: 'UNK',
      labels: { en: 'Author unknown', pt: 'Autor desconhecido', tet: 'Autór deskoñesidu', id: 'Pelaku tidak diketahui' },
      tetReview: 'likely',
    },
    { code: 'OTH', labels: { en: 'Other offence charged', pt: 'Requalificado', tet: 'Rekualifika' }, tetReview: 'uncertain' },
    { code: 'VIC', labels: { en: 'Victim not found or unwilling', pt: 'Vítima ausente', tet: 'Vítima la iha' }, tetReview: 'uncertain' },
    { code: 'EXT', labels: { en: 'Extinguished', pt: 'Extinção', tet: 'Estinsaun' }, tetReview: 'uncertain' },
  ],
}
