import type { CodeList } from '../types.ts'

export const proceedingKind: CodeList = {
  name: 'proceeding-kind',
  description: 'What kind of procedural act a record describes.',
  source: 'Code of Criminal Procedure; codes by TIP Hub',
  codes: [
    {
      code: 'INT',
      labels: { en: 'First judicial interrogation', pt: 'Primeiro interrogatório judicial', tet: 'Interrogatóriu judisiál dahuluk' },
      tetReview: 'uncertain',
    },
    { code: 'MEA', labels: { en: 'Coercive measure', pt: 'Medida de coação', tet: 'Medida koasaun' }, tetReview: 'likely' },
    { code: 'CHG', labels: { en: 'Charge', pt: 'Acusação', tet: 'Akuzasaun', id: 'Dakwaan' }, tetReview: 'attested' },
    {
      code: 'ARC',
      labels: { en: 'Archiving order', pt: 'Despacho de arquivamento', tet: 'Despaxu arkivamentu', id: 'Penghentian penyidikan' },
      tetReview: 'likely',
    },
    { code: 'DIS', labels: { en: 'Distribution to a court', pt: 'Distribuição', tet: 'Distribuisaun' }, tetReview: 'likely' },
    { code: 'HEA', labels: { en: 'Hearing', pt: 'Audiência', tet: 'Audiénsia', id: 'Sidang' }, tetReview: 'likely' },
    { code: 'VER', labels: { en: 'Verdict', pt: 'Sentença / acórdão', tet: 'Sentensa', id: 'Putusan' }, tetReview: 'likely' },
    { code: 'SEN', labels: { en: 'Sentence imposed', pt: 'Pena aplicada', tet: 'Pena', id: 'Hukuman' }, tetReview: 'likely' },
    { code: 'COM', labels: { en: 'Compensation', pt: 'Indemnização', tet: 'Indemnizasaun', id: 'Ganti rugi' }, tetReview: 'likely' },
    { code: 'APP', labels: { en: 'Appeal', pt: 'Recurso', tet: 'Rekursu', id: 'Banding' }, tetReview: 'attested' },
    {
      code: 'FIN',
      labels: { en: 'Decision became final', pt: 'Trânsito em julgado', tet: 'Desizaun finál', id: 'Putusan berkekuatan hukum tetap' },
      tetReview: 'likely',
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
  ],
}
