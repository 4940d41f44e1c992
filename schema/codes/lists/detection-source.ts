import type { CodeList } from '../types.ts'

export const detectionSource: CodeList = {
  name: 'detection-source',
  description: 'Who detected or reported the matter.',
  source: 'TIP Hub',
  codes: [
    { code: 'SLF', labels: { en: 'Victim', pt: 'Vítima', tet: 'Vítima', id: 'Korban' }, tetReview: 'attested' },
    { code: 'FAM', labels: { en: 'Family', pt: 'Família', tet: 'Família', id: 'Keluarga' }, tetReview: 'attested' },
    {
      code: 'COM',
      labels: { en: 'Community or suco leader', pt: 'Comunidade', tet: 'Komunidade', id: 'Masyarakat' },
      tetReview: 'attested',
    },
    { code: 'HOT', labels: { en: 'Hotline', pt: 'Linha de apoio', tet: 'Liña', id: 'Saluran bantuan' }, tetReview: 'uncertain' },
    {
      code: 'RAI',
      labels: { en: 'Police operation', pt: 'Operação policial', tet: 'Operasaun', id: 'Operasi polisi' },
      tetReview: 'likely',
    },
    {
      code: 'BOR',
      labels: { en: 'Border check', pt: 'Controlo de fronteira', tet: 'Fronteira', id: 'Pemeriksaan perbatasan' },
      tetReview: 'attested',
    },
    { code: 'NGO', labels: { en: 'Non-governmental organisation', pt: 'ONG', tet: 'ONG', id: 'LSM' }, tetReview: 'attested' },
    { code: 'HLT', labels: { en: 'Health service', pt: 'Saúde', tet: 'Saúde', id: 'Layanan kesehatan' }, tetReview: 'attested' },
    {
      code: 'EMB',
      labels: { en: 'Embassy or consulate', pt: 'Embaixada', tet: 'Embaixada', id: 'Kedutaan atau konsulat' },
      tetReview: 'likely',
    },
    { code: 'MED', labels: { en: 'Media', pt: 'Comunicação social', tet: 'Mídia', id: 'Media' }, tetReview: 'attested' },
    {
      code: 'INT',
      labels: { en: 'Foreign authority', pt: 'Autoridade estrangeira', tet: 'Autoridade rai seluk', id: 'Otoritas asing' },
      tetReview: 'uncertain',
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outra', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registada', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
