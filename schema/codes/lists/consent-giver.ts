import type { CodeList } from '../types.ts'

export const consentGiver: CodeList = {
  name: 'consent-giver',
  description: 'Who gave the consent, or what stands in its place.',
  source: 'TIP Hub',
  codes: [
    { code: 'SELF', labels: { en: 'The person', pt: 'A própria pessoa', tet: 'Ema rasik', id: 'Yang bersangkutan' }, tetReview: 'likely' },
    {
      code: 'GUARDIAN',
      labels: { en: 'Parent or guardian', pt: 'Pai, mãe ou tutor', tet: 'Inan-aman ka tutór', id: 'Orang tua atau wali' },
      tetReview: 'likely',
    },
    { code: 'COURT', labels: { en: 'Court', pt: 'Tribunal', tet: 'Tribunál', id: 'Pengadilan' }, tetReview: 'likely' },
    { code: 'LEGAL-DUTY', labels: { en: 'Legal duty', pt: 'Dever legal', tet: 'Devér legál', id: 'Kewajiban hukum' }, tetReview: 'likely' },
  ],
}
