import type { CodeList } from '../types.ts'

export const direction: CodeList = {
  name: 'direction',
  description: 'Direction of the trafficking, seen from Timor-Leste.',
  source: 'TIP Hub; National Action Plan 2026–2030',
  codes: [
    {
      code: 'OUT',
      labels: { en: 'Outward (Timorese abroad)', pt: 'Para o exterior', tet: "Ba rai li'ur", id: 'Ke luar negeri' },
      tetReview: 'attested',
    },
    {
      code: 'INW',
      labels: { en: 'Inward (foreigners in Timor-Leste)', pt: 'Do exterior', tet: "Mai husi rai li'ur", id: 'Dari luar negeri' },
      tetReview: 'likely',
    },
    { code: 'INT', labels: { en: 'Internal', pt: 'Interno', tet: 'Iha rai laran', id: 'Dalam negeri' }, tetReview: 'likely' },
    { code: 'TRA', labels: { en: 'Transit', pt: 'Trânsito', tet: 'Tránzitu', id: 'Transit' }, tetReview: 'likely' },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registada', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
