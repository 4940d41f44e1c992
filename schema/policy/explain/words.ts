import type { Transform } from '../transforms.ts'
import type { Effect } from './cell.ts'

/** Languages in which a policy is explained. */
export const POLICY_LANGUAGES = ['en', 'pt', 'tet'] as const
export type PolicyLanguage = (typeof POLICY_LANGUAGES)[number]

/** What conditions and explanations are made of. `{…}` is filled in. */
export interface PolicyWords {
  /** Said wherever these words are shown; empty where a speaker has reviewed them. */
  readonly note: string
  readonly effects: Readonly<Record<Effect, string>>
  readonly transforms: Readonly<Record<Transform, string>>
  readonly always: string
  readonly never: string
  readonly and: string
  readonly or: string
  readonly not: string
  readonly is: string
  readonly isNot: string
  readonly yes: string
  readonly no: string
  readonly recorded: string
  readonly before: string
  readonly after: string
  readonly withinDays: string
  readonly consent: string
  readonly noConsent: string
  readonly involvement: Readonly<Record<'made' | 'received' | 'either', string>>
  readonly namedRecord: string
  /** Sentences of an explanation. */
  readonly permits: string
  readonly permitsAs: string
  readonly onlyIf: string
  readonly exceptWhere: string
  readonly forbids: string
  readonly otherwise: string
  readonly noRule: string
  readonly statistics: string
  readonly notHeld: string
  readonly wouldPermit: string
  readonly wouldPermitAs: string
  readonly forPurposes: string
  readonly toRoles: string
  readonly inEmergency: string
}

export const POLICY_WORDS: Readonly<Record<PolicyLanguage, PolicyWords>> = {
  en: {
    note: '',
    effects: { permitted: 'permitted', conditional: 'conditional', withheld: 'withheld' },
    transforms: {
      year: 'the year only',
      'age-group': 'the age group only',
      municipality: 'the municipality only',
      initials: 'initials only',
      'yes-no': 'only whether it is recorded',
    },
    always: 'always',
    never: 'never',
    and: 'and',
    or: 'or',
    not: 'not',
    is: '{field} is {values}',
    isNot: '{field} is not {values}, or is not recorded',
    yes: 'yes',
    no: 'no',
    recorded: '{field} is recorded',
    before: '{field} is before {day}',
    after: '{field} is after {day}',
    withinDays: '{field} is within the last {days} days',
    consent: 'a consent of the person to “{scope}” ({code}) is in force',
    noConsent: 'no consent of the person to “{scope}” ({code}) is in force',
    involvement: {
      made: 'the asking institution has made a referral of the person or case that is still open',
      received: 'the asking institution has received a referral of the person or case that is still open',
      either: 'the asking institution has made or received a referral of the person or case that is still open',
    },
    namedRecord: 'it is the record that the statement names, or belongs to it',
    permits: '{rule} permits it',
    permitsAs: '{rule} permits {form}',
    onlyIf: 'only where {when}',
    exceptWhere: '{rule} forbids it where {when}',
    forbids: '{rule} forbids it',
    otherwise: 'withheld by default otherwise',
    noRule: 'no rule permits it',
    statistics: 'the purpose STATISTICS opens no record, only indicators and releases',
    notHeld: '{agency} does not hold this field',
    wouldPermit: '{rule} would permit it',
    wouldPermitAs: '{rule} would permit {form}',
    forPurposes: 'for {purposes}',
    toRoles: 'to {roles}',
    inEmergency: 'in an emergency ({kinds}) that {agencies} approved for at most {minutes} minutes',
  },
  pt: {
    note: '',
    effects: { permitted: 'permitido', conditional: 'condicionado', withheld: 'reservado' },
    transforms: {
      year: 'só o ano',
      'age-group': 'só o grupo etário',
      municipality: 'só o município',
      initials: 'só as iniciais',
      'yes-no': 'só se está registado',
    },
    always: 'sempre',
    never: 'nunca',
    and: 'e',
    or: 'ou',
    not: 'não',
    is: '{field} é {values}',
    isNot: '{field} não é {values}, ou não está registado',
    yes: 'sim',
    no: 'não',
    recorded: '{field} está registado',
    before: '{field} é anterior a {day}',
    after: '{field} é posterior a {day}',
    withinDays: '{field} está nos últimos {days} dias',
    consent: 'está em vigor o consentimento da pessoa para «{scope}» ({code})',
    noConsent: 'não está em vigor o consentimento da pessoa para «{scope}» ({code})',
    involvement: {
      made: 'a instituição que pergunta fez um encaminhamento da pessoa ou do processo ainda em curso',
      received: 'a instituição que pergunta recebeu um encaminhamento da pessoa ou do processo ainda em curso',
      either: 'a instituição que pergunta fez ou recebeu um encaminhamento da pessoa ou do processo ainda em curso',
    },
    namedRecord: 'é o registo que a declaração indica, ou pertence-lhe',
    permits: '{rule} permite-o',
    permitsAs: '{rule} permite {form}',
    onlyIf: 'apenas onde {when}',
    exceptWhere: '{rule} proíbe-o onde {when}',
    forbids: '{rule} proíbe-o',
    otherwise: 'reservado por regra nos outros casos',
    noRule: 'nenhuma regra o permite',
    statistics: 'a finalidade STATISTICS não abre nenhum registo, só indicadores e publicações',
    notHeld: '{agency} não detém este campo',
    wouldPermit: '{rule} permiti-lo-ia',
    wouldPermitAs: '{rule} permitiria {form}',
    forPurposes: 'para {purposes}',
    toRoles: 'a {roles}',
    inEmergency: 'em emergência ({kinds}) aprovada por {agencies}, por {minutes} minutos no máximo',
  },
  tet: {
    note: 'Tetun: seidauk revee (unreviewed)',
    effects: { permitted: 'bele haree', conditional: 'ho kondisaun', withheld: 'la fó sai' },
    transforms: {
      year: "tinan de'it",
      'age-group': "grupu idade de'it",
      municipality: "munisípiu de'it",
      initials: "inisiál de'it",
      'yes-no': "rejista ka lae de'it",
    },
    always: 'sempre',
    never: 'nunka',
    and: 'no',
    or: 'ka',
    not: 'la',
    is: '{field} mak {values}',
    isNot: '{field} la’ós {values}, ka la rejista',
    yes: 'sin',
    no: 'lae',
    recorded: '{field} rejista ona',
    before: '{field} molok {day}',
    after: '{field} liutiha {day}',
    withinDays: '{field} iha loron {days} ikus',
    consent: 'konsentimentu ema nian ba “{scope}” ({code}) sei vale',
    noConsent: 'ema la iha konsentimentu ne’ebé sei vale ba “{scope}” ({code})',
    involvement: {
      made: 'instituisaun ne’ebé husu halo ona referál ba ema ka kazu ne’e ne’ebé sei loke',
      received: 'instituisaun ne’ebé husu simu ona referál ba ema ka kazu ne’e ne’ebé sei loke',
      either: 'instituisaun ne’ebé husu halo ka simu ona referál ba ema ka kazu ne’e ne’ebé sei loke',
    },
    namedRecord: 'mak rejistu ne’ebé deklarasaun temi, ka ninian',
    permits: '{rule} fó lisensa',
    permitsAs: '{rule} fó lisensa ba {form}',
    onlyIf: "de'it bainhira {when}",
    exceptWhere: '{rule} bandu bainhira {when}',
    forbids: '{rule} bandu',
    otherwise: 'la fó sai iha kazu seluk',
    noRule: 'la iha regra ne’ebé fó lisensa',
    statistics: "finalidade STATISTICS la loke rejistu ida, indikadór no publikasaun de'it",
    notHeld: '{agency} la rai kampu ne’e',
    wouldPermit: '{rule} bele fó lisensa',
    wouldPermitAs: '{rule} bele fó lisensa ba {form}',
    forPurposes: 'ba {purposes}',
    toRoles: 'ba {roles}',
    inEmergency: 'iha emerjénsia ({kinds}) ne’ebé {agencies} aprova, minutu {minutes} máximu',
  },
}

/** A sentence with its `{…}` filled in; each once, so that what is filled in is never read as a place again. */
export const fill = (template: string, parts: Readonly<Record<string, string | number>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (braces, name: string) => (Object.hasOwn(parts, name) ? String(parts[name]) : braces))
