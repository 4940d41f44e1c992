import type { CodeList } from '../types.ts'

export const documentType: CodeList = {
  name: 'document-type',
  description: 'Type of identity or travel document.',
  source: 'TIP Hub; documents issued in Timor-Leste',
  codes: [
    { code: 'PAS', labels: { en: 'Passport', pt: 'Passaporte', tet: 'Pasaporte', id: 'Paspor' }, tetReview: 'likely' },
    {
      code: 'BI',
      labels: { en: 'Identity card', pt: 'Bilhete de identidade', tet: 'Billete identidade', id: 'Kartu identitas' },
      tetReview: 'likely',
    },
    {
      code: 'CE',
      labels: { en: 'Voter card', pt: 'Cartão eleitoral', tet: 'Kartaun eleitorál', id: 'Kartu pemilih' },
      tetReview: 'likely',
    },
    {
      code: 'CN',
      labels: { en: 'Birth certificate (RDTL)', pt: 'Certidão de nascimento RDTL', tet: 'Sertidaun RDTL', id: 'Akta kelahiran' },
      tetReview: 'likely',
    },
    {
      code: 'CB',
      labels: { en: 'Baptism certificate', pt: 'Certidão de batismo', tet: 'Sertidaun batizmu', id: 'Surat baptis' },
      tetReview: 'likely',
    },
    { code: 'LIS', labels: { en: 'LISIO health booklet', pt: 'LISIO', tet: 'LISIO' }, tetReview: 'likely' },
    {
      code: 'TV',
      labels: { en: 'Emergency travel document', pt: 'Título de viagem', tet: 'Títulu viajen', id: 'Surat perjalanan laksana paspor' },
      tetReview: 'likely',
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
    { code: 'NON', labels: { en: 'None', pt: 'Nenhum', tet: 'Laiha', id: 'Tidak ada' }, tetReview: 'likely' },
  ],
}
