import type { CodeList } from '../types.ts'

export const nameType: CodeList = {
  name: 'name-type',
  description: 'What kind of name it is; many people hold a traditional and a baptismal one.',
  source: 'TIP Hub; naming customs of Timor-Leste; ICAO Doc 9303 for MRZ',
  codes: [
    { code: 'CIV', labels: { en: 'Civil registry', pt: 'Registo civil', tet: 'Rejistu sivíl', id: 'Catatan sipil' }, tetReview: 'likely' },
    { code: 'BAP', labels: { en: 'Baptismal', pt: 'Batismo', tet: 'Naran sarani', id: 'Nama baptis' }, tetReview: 'uncertain' },
    {
      code: 'GEN',
      labels: { en: 'Traditional (gentio)', pt: 'Gentio', tet: 'Naran jentiu', id: 'Nama tradisional' },
      tetReview: 'uncertain',
    },
    { code: 'ALI', labels: { en: 'Also known as', pt: 'Alcunha', tet: 'Naran bolu', id: 'Nama panggilan' }, tetReview: 'uncertain' },
    {
      code: 'MRZ',
      labels: { en: 'As in the machine-readable zone', pt: 'Zona de leitura ótica', id: 'Zona baca mesin' },
      note: 'Upper case, no accents, surname first.',
    },
    { code: 'INI', labels: { en: 'Initials', pt: 'Iniciais', tet: 'Inisiál', id: 'Inisial' }, tetReview: 'likely' },
    {
      code: 'UNK',
      labels: { en: 'Kind not recorded', pt: 'Tipo não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' },
      tetReview: 'attested',
    },
  ],
}
