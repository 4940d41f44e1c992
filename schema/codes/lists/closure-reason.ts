import type { CodeList } from '../types.ts'

export const closureReason: CodeList = {
  name: 'closure-reason',
  description: 'Why a service ended. HTCDS keeps cas_ReasonForCaseClosure as free text; these codes are ours.',
  source: 'TIP Hub; HTCDS 2.0 cas_ReasonForCaseClosure (free text there)',
  codes: [
    {
      code: 'COM',
      labels: { en: 'Plan completed', pt: 'Plano concluído', tet: 'Planu remata', id: 'Rencana selesai' },
      tetReview: 'uncertain',
    },
    {
      code: 'RIN',
      labels: {
        en: 'Returned to family or community',
        pt: 'Reintegração na família ou comunidade',
        tet: 'Reintegrasaun',
        id: 'Reintegrasi',
      },
      tetReview: 'likely',
    },
    {
      code: 'REF',
      labels: { en: 'Referred or transferred', pt: 'Encaminhado ou transferido', tet: 'Refere', id: 'Dirujuk' },
      tetReview: 'attested',
    },
    { code: 'REP', labels: { en: 'Repatriated', pt: 'Repatriado', tet: 'Repatriamentu', id: 'Dipulangkan' }, tetReview: 'likely' },
    {
      code: 'WDR',
      labels: { en: 'Person withdrew', pt: 'Desistência da pessoa', tet: 'Dezisténsia', id: 'Mengundurkan diri' },
      tetReview: 'likely',
    },
    {
      code: 'LOS',
      labels: { en: 'Contact lost', pt: 'Contacto perdido', tet: 'Lakon kontaktu', id: 'Kehilangan kontak' },
      tetReview: 'uncertain',
    },
    { code: 'DEA', labels: { en: 'Person died', pt: 'Falecimento', tet: 'Mate', id: 'Meninggal' }, tetReview: 'likely' },
    { code: 'DUP', labels: { en: 'Opened twice', pt: 'Processo duplicado', tet: 'Duplikadu' }, tetReview: 'likely' },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
