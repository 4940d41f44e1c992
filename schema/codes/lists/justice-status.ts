import type { CodeList } from '../types.ts'

export const justiceStatus: CodeList = {
  name: 'justice-status',
  description: 'Status of a person in the criminal procedure, from suspect to verdict.',
  source: 'Code of Criminal Procedure; codes by TIP Hub',
  codes: [
    { code: 'SUS', labels: { en: 'Suspect', pt: 'Suspeito', tet: 'Suspeitu', id: 'Terduga' }, tetReview: 'likely' },
    { code: 'ARG', labels: { en: 'Formal suspect (arguido)', pt: 'Arguido', tet: 'Arguidu', id: 'Tersangka' }, tetReview: 'likely' },
    { code: 'ACU', labels: { en: 'Charged', pt: 'Acusado', tet: 'Akuzadu', id: 'Terdakwa' }, tetReview: 'likely' },
    { code: 'CON', labels: { en: 'Convicted', pt: 'Condenado', tet: 'Kondenadu', id: 'Terpidana' }, tetReview: 'likely' },
    { code: 'ABS', labels: { en: 'Acquitted', pt: 'Absolvido', tet: 'Absolvidu', id: 'Dibebaskan' }, tetReview: 'likely' },
    { code: 'ARQ', labels: { en: 'Archived', pt: 'Arquivado', tet: 'Arkivadu', id: 'Dihentikan' }, tetReview: 'likely' },
    { code: 'EXT', labels: { en: 'Extinguished (death, amnesty, settlement)', pt: 'Extinto', tet: 'Estintu' }, tetReview: 'uncertain' },
    { code: 'FUG', labels: { en: 'Fugitive', pt: 'Em fuga', tet: 'Halai', id: 'Buron' }, tetReview: 'uncertain' },
  ],
}
