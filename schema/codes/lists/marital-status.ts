import type { CodeList } from '../types.ts'

export const maritalStatus: CodeList = {
  name: 'marital-status',
  description: 'Marital status as recorded.',
  source: 'HTCDS 2.0 prs_MaritalStatus; de facto union added for Timor-Leste',
  htcds: 'prs_MaritalStatus',
  codes: [
    { code: 'SIN', labels: { en: 'Single', pt: 'Solteiro', tet: 'Klosan', id: 'Belum kawin' }, tetReview: 'uncertain', htcds: ['Single'] },
    { code: 'MAR', labels: { en: 'Married', pt: 'Casado', tet: 'Kaben', id: 'Kawin' }, tetReview: 'likely', htcds: ['Married'] },
    { code: 'UNI', labels: { en: 'De facto or customary union', pt: 'União de facto', tet: 'Hola malu' }, tetReview: 'uncertain' },
    { code: 'REG', labels: { en: 'Registered partnership', pt: 'Parceria registada' }, htcds: ['RegisteredPartnership'] },
    {
      code: 'SEP',
      labels: { en: 'Separated', pt: 'Separado', tet: 'Haketak malu', id: 'Pisah' },
      tetReview: 'uncertain',
      htcds: ['Separated'],
    },
    { code: 'DIV', labels: { en: 'Divorced', pt: 'Divorciado', tet: 'Divorsiadu', id: 'Cerai' }, tetReview: 'likely', htcds: ['Divorced'] },
    { code: 'WID', labels: { en: 'Widowed', pt: 'Viúvo', tet: 'Faluk', id: 'Janda atau duda' }, tetReview: 'likely', htcds: ['Widowed'] },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
