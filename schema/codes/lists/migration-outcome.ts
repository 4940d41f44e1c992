import type { CodeList } from '../types.ts'

export const migrationOutcome: CodeList = {
  name: 'migration-outcome',
  description: 'Migration status, or what the migration authorities decided.',
  source: 'TIP Hub; HTCDS 2.0 guidance; Law 11/2017',
  codes: [
    { code: 'REG', labels: { en: 'Regular', pt: 'Regular', tet: 'Regulár', id: 'Reguler' }, tetReview: 'likely' },
    { code: 'IRR', labels: { en: 'Irregular', pt: 'Irregular', tet: 'Irregulár', id: 'Tidak reguler' }, tetReview: 'likely' },
    {
      code: 'PRT',
      labels: { en: 'Protected or temporary stay', pt: 'Permanência temporária ou de proteção', tet: 'Hela temporáriu ho protesaun' },
      tetReview: 'uncertain',
    },
    {
      code: 'RET',
      labels: { en: 'Assisted return', pt: 'Regresso assistido', tet: 'Fila ho asisténsia', id: 'Pemulangan dengan bantuan' },
      tetReview: 'uncertain',
    },
    {
      code: 'VAB',
      labels: { en: '"Voluntary abandonment" (10 days to leave)', pt: 'Abandono voluntário', tet: 'Abandona voluntáriu' },
      tetReview: 'uncertain',
      note: 'Practice reported for 2008.',
    },
    { code: 'FIN', labels: { en: 'Fined', pt: 'Multado', tet: 'Multa', id: 'Didenda' }, tetReview: 'likely' },
    {
      code: 'DEP',
      labels: { en: 'Removed or expelled', pt: 'Afastado ou expulso', tet: 'Deporta', id: 'Dideportasi' },
      tetReview: 'likely',
    },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
