import { RECORD_KIND_NAMES, type RecordKindName } from '../../schema/index.ts'
import { LEXICON, type Meaning } from './lexicon/index.ts'

/** A name fits where every `needs` occurs; what `may` occur beside them does not count against it. */
export interface FieldRule {
  readonly needs: readonly Meaning[]
  readonly may: ReadonlySet<Meaning>
  /** How much such a name alone tells, 0 to 1. */
  readonly weight: number
}

/** `BIRTH DATE?` needs BIRTH and allows DATE; `@0.6` tells how much the name alone says. @default 0.9 */
type Written = readonly string[]

const PERSON: Readonly<Record<string, Written>> = {
  names: [
    'NAME FULL? GIVEN? SURNAME? PERSON? INITIALS? ALIAS?',
    'GIVEN NAME? @0.8',
    'SURNAME NAME? @0.8',
    'ALIAS NAME? @0.7',
    'INITIALS NAME? @0.8',
  ],
  birthDate: ['BIRTH DATE? YEAR?'],
  age: ['AGE NUMBER? COUNT? YEAR?'],
  ageGroup: ['AGEGROUP TYPE? CODE?', 'AGEGROUP AGE'],
  sex: ['SEX CODE? TYPE?'],
  nationalityGroup: ['NATIONALITY CODE? TYPE?'],
  citizenships: ['NATIONALITY CODE? COUNTRY? ORIGIN?', 'COUNTRY CODE? NAME? NATIONALITY? BIRTH? ORIGIN? @0.6'],
  idDocuments: ['PASSPORT NUMBER? COUNT? CODE?', 'DOCUMENT NUMBER COUNT?', 'DOCUMENT CODE? ID? PERSON? @0.7'],
}

const RULES: Readonly<Record<RecordKindName, Readonly<Record<string, Written>>>> = {
  CaseRecord: {
    localRef: [
      'NUMBER CASE COUNT? TYPE?',
      'NUMBER REGISTER COUNT?',
      'NUMBER REPORT COUNT? @0.8',
      'CODE CASE? @0.7',
      'NUMBER COUNT? FILE? @0.6',
      'NUMBER AGENCY @0.6',
      'ID NUMBER COUNT? @0.6',
    ],
    nuc: ['NUC NUMBER? COUNT? CRIME? CASE? AGENCY? CODE?', 'NUMBER CASE COURT COUNT? @0.7'],
    reportedDate: [
      'DATE REPORT CASE? PERPETRATOR?',
      'DATE OPEN CASE? @0.65',
      'OPEN CASE? @0.5',
      'REPORT DATE?  @0.5',
      'DATE CASE? @0.5',
      'DATE ENTER? @0.5',
      'DATE EVENT @0.4',
    ],
    registeredDate: ['DATE REGISTER CASE?', 'DATE CASE OPEN @0.4', 'CREATED DATE? @0.35'],
    chargedDate: ['DATE CHARGE PERPETRATOR?', 'CHARGE DATE PERPETRATOR'],
    archivedDate: ['DATE ARCHIVE FILE?'],
    distributedDate: ['DATE DISTRIBUTE', 'DATE ENTER COURT? @0.55'],
    finalDate: ['DATE FINALITY', 'FINALITY VERDICT?'],
    detectionSource: ['DETECTION', 'DETECTION REPORT SOURCE?', 'SOURCE REPORT', 'ORIGIN @0.7', 'FROM DETECTION @0.8'],
    stage: ['STAGE CASE? CODE? STATUS?', 'STATUS CASE? CODE? @0.75'],
    municipality: ['MUNICIPALITY CODE? NAME? LOCAL? EVENT? CASE?', 'POSTO @0.3'],
    court: ['COURT CODE? NAME? CASE?'],
    country: ['COUNTRY CODE? NAME? LOCAL? EVENT? CASE? EXPLOITATION? TO?'],
    direction: ['DIRECTION MOVEMENT? CASE?'],
    offenceAtRegistration: ['CRIME TYPE? CODE? REPORT?', 'TYPE CASE @0.6', 'CRIME NUMBER TYPE? @0.7'],
    offenceAtCharge: ['CRIME CHARGE TYPE?', 'CRIME CODE? COUNT? NUMBER? @0.5'],
    archiveReason: ['REASON ARCHIVE FILE? TEXT?'],
    victimCount: ['COUNT VICTIM NUMBER? PERSON?', 'COUNT PERSON NUMBER? @0.7'],
    suspectCount: ['COUNT PERPETRATOR NUMBER? PERSON?'],
    inquirySecret: ['SECRECY CASE? TYPE?', 'SECRECY STATUS'],
  },
  VictimRecord: {
    localCode: [
      'CODE VICTIM? PERSON? SHELTER?',
      'NUMBER VICTIM COUNT?',
      'NUMBER REGISTER COUNT? VICTIM? @0.6',
      'NUMBER CASE COUNT? @0.6',
      'ID NUMBER VICTIM?',
      'NUMBER COUNT? @0.5',
      'CODE ID @0.8',
    ],
    ...PERSON,
    phone: ['PHONE NUMBER? COUNT? VICTIM? PERSON?'],
    email: ['EMAIL ADDRESS?'],
    address: ['ADDRESS FULL? NUMBER? LOCAL?'],
    identifiedDate: [
      'DATE IDENTIFY VICTIM?',
      'DATE REGISTER VICTIM?',
      'REGISTER DATE @0.7',
      'DATE ENTER VICTIM? SHELTER?',
      'ENTER DATE?  @0.5',
      'DATE OPEN CASE? @0.65',
      'OPEN TIME? @0.6',
      'DATE CASE @0.5',
      'CREATED DATE? TIME? @0.35',
    ],
    municipality: ['MUNICIPALITY CODE? NAME? LOCAL? VICTIM? EVENT?', 'BORDERPOST CODE @0.5', 'LOCAL CODE? @0.45'],
    originMunicipality: ['MUNICIPALITY ORIGIN FROM? CODE? DETECTION?', 'MUNICIPALITY ADDRESS @0.7', 'MUNICIPALITY BIRTH @0.7'],
    languages: ['LANGUAGE NAME? CODE?'],
    education: ['EDUCATION CODE? STAGE? TYPE?'],
    maritalStatus: ['MARITAL STATUS? CODE?'],
    numberOfChildren: ['COUNT CHILDREN NUMBER? VICTIM?'],
    status: ['STATUS VICTIM TYPE?', 'STATUS IDENTIFY VICTIM?', 'STATUS CODE? @0.65', 'POTENTIAL STATUS? @0.7'],
    decidedBy: ['DECIDED FROM? AGENCY?'],
    decidedOn: ['DATE DECIDED', 'DATE VERDICT @0.7'],
    ageWhenTrafficked: ['AGE FACTS', 'AGE EXPLOITATION', 'AGE EVENT'],
    exploitation: ['EXPLOITATION TYPE? CODE? PERIOD?'],
    sector: ['SECTOR CODE? TYPE?'],
    means: ['MEANS TYPE? CODE?'],
    recruitmentMethods: ['RECRUITMENT MEANS? TYPE?'],
    recruiterRelationship: ['RELATIONSHIP PERPETRATOR', 'RELATIONSHIP RECRUITER', 'RELATIONSHIP @0.5'],
    durationBand: ['DURATION EXPLOITATION? TYPE?'],
    migrationOutcome: ['MIGRATION STATUS? RESULT?', 'RESULT @0.5'],
    personCount: ['COUNT PERSON NUMBER?', 'COUNT VICTIM NUMBER?'],
  },
  PerpetratorRecord: {
    localRef: ['CODE PERPETRATOR? PERSON?', 'NUMBER PERPETRATOR COUNT?'],
    personType: ['LEGALPERSON', 'TYPE PERSON'],
    ...PERSON,
    roles: ['ROLE TYPE? PERPETRATOR?'],
    justiceStatus: ['STATUS PERPETRATOR CASE?', 'STATUS CODE? @0.7', 'VERDICT @0.75', 'ROLE PERSON? @0.35'],
    coerciveMeasure: ['COERCION TYPE? CODE?'],
    isPublicOfficial: ['OFFICIAL'],
    personCount: ['COUNT PERSON NUMBER?', 'COUNT PERPETRATOR NUMBER?'],
  },
  ProceedingRecord: {
    kind: ['TYPE PROCEEDING? ACT? VERDICT? HEARING? @0.75', 'STAGE @0.3', 'ACT TYPE?'],
    date: ['DATE HEARING? VERDICT? SENTENCE? PROCEEDING? ACT? CASE?', 'DATE TIME HEARING'],
    stage: ['STAGE CASE? CODE?', 'STATUS CODE? @0.4'],
    court: ['COURT CODE? NAME?'],
    offences: ['CRIME CODE? TYPE? NUMBER? COUNT?'],
    verdict: ['VERDICT TYPE? CODE? TEXT?', 'RESULT @0.6'],
    sentenceType: ['SENTENCE TYPE', 'SENTENCE SUSPENDED @0.5'],
    sentenceMonths: ['SENTENCE MONTHS COUNT? NUMBER?', 'SENTENCE TEXT? DURATION? COUNT? YEAR? @0.75'],
    isSuspended: ['SUSPENDED SENTENCE?'],
    archiveReason: ['REASON ARCHIVE'],
    compensationRequestedUsd: ['COMPENSATION REQUESTED COUNT?'],
    compensationAwardedUsd: ['COMPENSATION AWARDED? COUNT? @0.85'],
    compensationPaidUsd: ['COMPENSATION PAID COUNT?'],
    hearingMeasures: ['CLOSEDCOURT', 'CLOSEDCOURT COURT HEARING?'],
    isAdjourned: ['ADJOURNED HEARING?'],
  },
  ReferralRecord: {
    localRef: ['NUMBER REFERRAL COUNT?', 'CODE REFERRAL?'],
    kind: ['TYPE REFERRAL? @0.7'],
    fromAgency: ['REFERRAL FROM AGENCY? DETECTION?', 'AGENCY FROM DETECTION?', 'FROM AGENCY? @0.7', 'AGENCY ORIGIN', 'REFERRAL DETECTION'],
    toAgency: ['REFERRAL TO AGENCY?', 'AGENCY TO', 'TO AGENCY? @0.7', 'AGENCY UNTIL REFERRAL?', 'AGENCY @0.5', 'AGENCY PROVIDER'],
    madeOn: ['DATE REFERRAL', 'REFERRAL DATE', 'DATE @0.65', 'CREATED DATE? TIME? UNTIL? @0.5', 'DATE START @0.5'],
    respondedOn: ['DATE RESPONSE', 'RESPONSE DATE TIME?', 'DATE ENTER @0.55'],
    status: ['STATUS REFERRAL? CODE?', 'RESPONSE STATUS? @0.75', 'STATUS RESPONSE'],
    serviceType: ['SERVICE TYPE? CODE? REASON?', 'TYPE SERVICE', 'REASON REFERRAL'],
    expiresOn: ['DATE UNTIL', 'UNTIL @0.6'],
  },
  ServiceRecord: {
    serviceType: ['SERVICE TYPE? CODE? NAME?', 'TYPE SERVICE? @0.75'],
    provider: ['PROVIDER AGENCY? SERVICE?', 'AGENCY @0.6', 'AGENCY SERVICE'],
    startDate: [
      'DATE START SERVICE?',
      'START DATE? TIME?',
      'DATE SERVICE? @0.75',
      'DATE ENTER @0.75',
      'DATE ENTER SERVICE',
      'DATE REGISTER @0.5',
    ],
    endDate: ['DATE END SERVICE?', 'END DATE? TIME?', 'DATE CLOSURE', 'DATE EXPECTED END @0.4'],
    closureReason: ['REASON CLOSURE END?', 'CLOSURE REASON?', 'REASON END'],
  },
  EventRecord: {
    kind: ['PHASE EVENT? TYPE?', 'TYPE EVENT @0.8', 'STAGE EVENT @0.8', 'STAGE @0.4'],
    startDate: ['DATE START EVENT?', 'START DATE?', 'DATE EVENT?  @0.7'],
    endDate: ['DATE END EVENT?', 'END DATE?'],
    country: ['COUNTRY LOCAL? EVENT? CODE? NAME?'],
    municipality: ['MUNICIPALITY LOCAL? EVENT? CODE? NAME?'],
    posto: ['POSTO LOCAL?'],
    suco: ['SUCO LOCAL?'],
    acts: ['ACT TYPE? CODE?'],
    means: ['MEANS TYPE? CODE?'],
    purposes: ['EXPLOITATION TYPE? CODE?'],
    sector: ['SECTOR CODE? TYPE?'],
    onlinePlatforms: ['PLATFORM NAME?'],
  },
  MovementRecord: {
    direction: ['ENTRYEXIT TYPE? MOVEMENT?', 'DIRECTION MOVEMENT?', 'TYPE MOVEMENT @0.7'],
    date: ['DATE MOVEMENT? TIME? DIRECTION?', 'DATE ENTER @0.6'],
    borderPost: ['BORDERPOST CODE? NAME?', 'BORDERPOST POSTO?', 'POSTO CODE? @0.7'],
    documentType: ['DOCUMENT TYPE CODE?'],
    permittedUntil: ['STAY UNTIL? DATE?', 'STAY UNTIL'],
  },
  ReportedTotal: {
    periodFrom: ['PERIOD START? FROM? DATE?', 'YEAR PERIOD? @0.8', 'DATE START', 'AGE @0.4'],
    periodTo: ['PERIOD END', 'PERIOD UNTIL', 'DATE END', 'YEAR @0.4', 'AGE @0.3'],
    unit: ['TYPE COUNT', 'TYPE @0.5'],
    certainty: ['POTENTIAL STATUS?'],
    municipality: ['MUNICIPALITY CODE? NAME?'],
    sex: ['SEX'],
    count: ['COUNT NUMBER? CASE? VICTIM?', 'CASE COUNT? @0.5', 'TOTAL COUNT?'],
    source: ['SOURCE TEXT? NAME? REPORT?'],
  },
}

const isNeeded = (word: string): boolean => !word.endsWith('?') && !word.startsWith('@')

const isMeaning = (name: string): name is Meaning => Object.hasOwn(LEXICON, name)
const toMeaning = (name: string): Meaning => {
  if (!isMeaning(name)) throw new TypeError(`the word lists have no meaning ${name}`)
  return name
}

const compile = (written: string): FieldRule => {
  const words = written.split(' ').filter((word) => word !== '')
  const weight = words.find((word) => word.startsWith('@'))
  const needs = words.filter(isNeeded).map(toMeaning)
  const may = words.filter((word) => word.endsWith('?')).map((word) => toMeaning(word.slice(0, -1)))
  return { needs, may: new Set([...needs, ...may]), weight: weight === undefined ? 0.9 : Number(weight.slice(1)) }
}

/** What names of columns tell about fields, by record kind. */
export const FIELD_RULES: ReadonlyMap<RecordKindName, ReadonlyMap<string, readonly FieldRule[]>> = new Map(
  RECORD_KIND_NAMES.map((kind) => [kind, new Map(Object.entries(RULES[kind]).map(([field, written]) => [field, written.map(compile)]))]),
)
