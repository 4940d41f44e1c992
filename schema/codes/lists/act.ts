import type { CodeList } from '../types.ts'

export const act: CodeList = {
  name: 'act',
  description: 'Acts of trafficking: the five of the Palermo Protocol, with the verbs of the Penal Code in Portuguese.',
  source: 'Palermo Protocol art. 3; Penal Code art. 163',
  codes: [
    { code: 'REC', labels: { en: 'Recruitment', pt: 'Recrutar', tet: 'Rekruta', id: 'Perekrutan' }, tetReview: 'likely' },
    { code: 'TRP', labels: { en: 'Transportation', pt: 'Transportar', tet: 'Transporta', id: 'Pengangkutan' }, tetReview: 'likely' },
    {
      code: 'TRF',
      labels: { en: 'Transfer', pt: 'Transferir, ceder, alienar', tet: 'Transfere', id: 'Pemindahan' },
      tetReview: 'attested',
    },
    { code: 'HAR', labels: { en: 'Harbouring', pt: 'Alojar', tet: 'Fó hela-fatin', id: 'Penampungan' }, tetReview: 'uncertain' },
    { code: 'RCV', labels: { en: 'Receipt', pt: 'Acolher, adquirir', tet: 'Simu', id: 'Penerimaan' }, tetReview: 'attested' },
  ],
}
