import type { CodeList } from '../types.ts'

export const victimStatus: CodeList = {
  name: 'victim-status',
  description: 'Where a person stands on the ladder of identification; read together with the body that decided.',
  source: 'HTCDS 2.0 vic_TraffickingStatus; ladder potential, presumed, identified of the regional handbooks',
  htcds: 'vic_TraffickingStatus',
  codes: [
    {
      code: 'POT',
      labels: { en: 'Potential (indicators seen)', pt: 'Potencial', tet: 'Potensiál', id: 'Potensial' },
      tetReview: 'attested',
      htcds: ['PossibleVictimOfTrafficking'],
    },
    {
      code: 'PRE',
      labels: { en: 'Presumed (screened, reasonable grounds)', pt: 'Presumida / sinalizada', tet: 'Prezumida', id: 'Diduga' },
      tetReview: 'likely',
      htcds: ['PossibleVictimOfTrafficking'],
    },
    {
      code: 'CNF',
      labels: { en: 'Confirmed / identified', pt: 'Confirmada', tet: 'Konfirmadu', id: 'Terkonfirmasi' },
      tetReview: 'likely',
      htcds: ['ActualVictimOfTrafficking'],
    },
    {
      code: 'PEN',
      labels: { en: 'Pending inquiry', pt: 'Pendente (em investigação)', tet: 'Pendente hela', id: 'Dalam penyelidikan' },
      tetReview: 'attested',
      htcds: ['PossibleVictimOfTrafficking'],
    },
    {
      code: 'NOT',
      labels: { en: 'Not a victim', pt: 'Não confirmada', tet: 'La konfirma', id: 'Bukan korban' },
      tetReview: 'likely',
      htcds: ['NotAVictimOfTrafficking'],
    },
    { code: 'DEC', labels: { en: 'Declined identification', pt: 'Recusou identificação', tet: 'Rekuza' }, tetReview: 'likely' },
  ],
}
