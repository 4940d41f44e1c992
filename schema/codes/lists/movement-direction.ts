import type { CodeList } from '../types.ts'

export const movementDirection: CodeList = {
  name: 'movement-direction',
  description: 'Entry into or exit from Timor-Leste.',
  source: 'TIP Hub; as border systems record it',
  codes: [
    { code: 'ENT', labels: { en: 'Entry', pt: 'Entrada', tet: 'Tama', id: 'Masuk' }, tetReview: 'likely', aliases: ['E', 'Entry'] },
    { code: 'EXI', labels: { en: 'Exit', pt: 'Saída', tet: 'Sai', id: 'Keluar' }, tetReview: 'likely', aliases: ['X', 'S', 'Exit'] },
  ],
}
