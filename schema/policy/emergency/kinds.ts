/**
 * Why somebody needs what is otherwise withheld. A closed list: in a text of their own people write names, and the reason is read by
 * more people than the record.
 */
export const EMERGENCY_KINDS = ['LIFE', 'MEDICAL', 'MISSING', 'CHILD', 'REMOVAL'] as const
export type EmergencyKind = (typeof EMERGENCY_KINDS)[number]

/** What each kind means, for people. Tetum has not been reviewed by a speaker. */
export const EMERGENCY_KIND_WORDS: Readonly<Record<EmergencyKind, { readonly en: string; readonly pt: string; readonly tet: string }>> = {
  LIFE: {
    en: 'somebody threatens the life or body of the person',
    pt: 'alguém ameaça a vida ou a integridade da pessoa',
    tet: 'ema ruma ameasa vida ka isin ema nian',
  },
  MEDICAL: {
    en: 'the person needs medical care and cannot speak for themselves',
    pt: 'a pessoa precisa de cuidados médicos e não pode falar por si',
    tet: "ema presiza tratamentu no la bele ko'alia rasik",
  },
  MISSING: { en: 'the person is missing', pt: 'a pessoa está desaparecida', tet: 'ema lakon' },
  CHILD: { en: 'a child is in danger', pt: 'uma criança está em perigo', tet: 'labarik ida iha perigu' },
  REMOVAL: {
    en: 'the person is being taken away or out of the country',
    pt: 'a pessoa está a ser levada, ou levada para fora do país',
    tet: "ema ruma lori hela ema ne'e, ka lori sai husi rai",
  },
}
