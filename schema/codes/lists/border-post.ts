import type { CodeList } from '../types.ts'

export const borderPost: CodeList = {
  name: 'border-post',
  description: 'Border control post.',
  source: 'Posts named in press on the border management system (2022–2023) and by municipality; to be checked with the Migration Service',
  codes: [
    {
      code: 'DIL',
      labels: { en: 'Dili airport', pt: 'Aeroporto Presidente Nicolau Lobato, Díli', tet: 'Aeroportu Díli', id: 'Bandara Dili' },
      tetReview: 'likely',
    },
    { code: 'DLP', labels: { en: 'Dili port', pt: 'Porto de Díli', tet: 'Portu Díli', id: 'Pelabuhan Dili' }, tetReview: 'likely' },
    { code: 'BTG', labels: { en: 'Batugade', pt: 'Batugadé', tet: 'Batugadé', id: 'Batugade' }, tetReview: 'likely', note: 'Bobonaro.' },
    { code: 'SLL', labels: { en: 'Salele', pt: 'Salele', tet: 'Salele', id: 'Salele' }, tetReview: 'likely', note: 'Covalima.' },
    { code: 'SKT', labels: { en: 'Sakato', pt: 'Sakato', tet: 'Sakatu', id: 'Sakato' }, tetReview: 'uncertain', note: 'Oé-Cusse Ambeno.' },
    {
      code: 'BBM',
      labels: { en: 'Bobometo', pt: 'Bobometo', tet: 'Bobometu', id: 'Bobometo' },
      tetReview: 'uncertain',
      note: 'Oé-Cusse Ambeno.',
    },
    {
      code: 'UNO',
      labels: { en: 'Not at a post', pt: 'Fora de posto', tet: 'La liuhosi postu', id: 'Tidak melalui pos' },
      tetReview: 'uncertain',
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
