import type { CodeList } from '../types.ts'

export const stage: CodeList = {
  name: 'stage',
  description: 'Stage of the criminal procedure, in its order.',
  source: 'Code of Criminal Procedure (decree-law of 2005); codes by TIP Hub',
  codes: [
    { code: 'S10', labels: { en: 'Reported', pt: 'Denúncia / auto de notícia', tet: 'Denúnsia', id: 'Dilaporkan' }, tetReview: 'likely' },
    {
      code: 'S20',
      labels: { en: 'Police enquiries', pt: 'Diligências policiais', tet: 'Investigasaun polísia', id: 'Penyelidikan polisi' },
      tetReview: 'attested',
    },
    {
      code: 'S30',
      labels: { en: 'Inquiry registered (NUC)', pt: 'Inquérito registado (NUC)', tet: 'Inkéritu rejistadu' },
      tetReview: 'likely',
    },
    { code: 'S40', labels: { en: 'Suspect constituted arguido', pt: 'Constituição de arguido', tet: 'Arguidu' }, tetReview: 'likely' },
    { code: 'S50', labels: { en: 'Charged', pt: 'Acusação', tet: 'Akuzasaun', id: 'Didakwa' }, tetReview: 'attested' },
    {
      code: 'S51',
      labels: { en: 'Archived', pt: 'Arquivamento', tet: 'Arkivamentu', id: 'Dihentikan' },
      tetReview: 'likely',
      note: 'The verb `arkiva` is attested. The National Action Plan writes "filed".',
    },
    { code: 'S60', labels: { en: 'Distributed to court', pt: 'Distribuição', tet: 'Distribuisaun' }, tetReview: 'likely' },
    { code: 'S70', labels: { en: 'Trial', pt: 'Audiência de julgamento', tet: 'Julgamentu', id: 'Persidangan' }, tetReview: 'attested' },
    { code: 'S80', labels: { en: 'Convicted', pt: 'Condenação', tet: 'Kondenasaun', id: 'Dipidana' }, tetReview: 'attested' },
    { code: 'S81', labels: { en: 'Acquitted', pt: 'Absolvição', tet: 'Absolvisaun', id: 'Dibebaskan' }, tetReview: 'likely' },
    { code: 'S82', labels: { en: 'Other end (death, amnesty, settlement)', pt: 'Extinção', tet: 'Estinsaun' }, tetReview: 'uncertain' },
    { code: 'S90', labels: { en: 'Appeal', pt: 'Recurso', tet: 'Rekursu', id: 'Banding' }, tetReview: 'attested' },
    {
      code: 'S99',
      labels: { en: 'Final', pt: 'Trânsito em julgado', tet: 'Desizaun finál', id: 'Berkekuatan hukum tetap' },
      tetReview: 'likely',
    },
  ],
}
