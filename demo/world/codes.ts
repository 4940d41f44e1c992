/** The adapters of the demo, one database each. `mssi-adults` is MSSI's spreadsheet beside its case-management system. */
export const AGENCY_CODES = [
  'pntl',
  'pcic',
  'pgr',
  'courts',
  'mssi',
  'mssi-adults',
  'migration',
  'mnec',
  'alfela',
  'fokupers',
  'jsmp',
  'pradet',
  'klatu',
] as const
export type AgencyCode = (typeof AGENCY_CODES)[number]

export const MUNICIPALITY_CODES = [
  'TL-AL',
  'TL-AN',
  'TL-AT',
  'TL-BA',
  'TL-BO',
  'TL-CO',
  'TL-DI',
  'TL-ER',
  'TL-LA',
  'TL-LI',
  'TL-MT',
  'TL-MF',
  'TL-OE',
  'TL-VI',
] as const
export type Municipality = (typeof MUNICIPALITY_CODES)[number]

/** Areas of the four courts of first instance and district prosecution offices. */
export type JudicialArea = 'DIL' | 'BAU' | 'SUA' | 'OEC'

/** Court area by municipality (reference: JSMP 2007; Ataúro assumed from Dili). */
export const JUDICIAL_AREA: Readonly<Record<Municipality, JudicialArea>> = {
  'TL-AL': 'DIL',
  'TL-AN': 'SUA',
  'TL-AT': 'DIL',
  'TL-BA': 'BAU',
  'TL-BO': 'SUA',
  'TL-CO': 'SUA',
  'TL-DI': 'DIL',
  'TL-ER': 'DIL',
  'TL-LA': 'BAU',
  'TL-LI': 'DIL',
  'TL-MT': 'BAU',
  'TL-MF': 'SUA',
  'TL-OE': 'OEC',
  'TL-VI': 'BAU',
}

export type Sex = 'F' | 'M'
/** ISO 3166-1 alpha-3 of the nationalities and destinations that occur in the sources of the field. */
export type Country = 'TLS' | 'IDN' | 'CHN' | 'THA' | 'MMR' | 'PHL' | 'KHM' | 'MYS' | 'VNM' | 'SDN' | 'BHR' | 'SGP' | 'ARE' | 'PRT'
export type Direction = 'OUT' | 'INW' | 'INT'
export type Exploitation = 'SEX' | 'LAB' | 'DOM' | 'CHL' | 'CRI'
export type Sector = 'AGR' | 'FSH' | 'CON' | 'HOS' | 'DWK' | 'TRD' | 'ENT' | 'ONL'
export type Offence = '163' | '164' | '162' | '174' | '175' | '188' | 'VD' | 'MIG'
export type DetectionSource = 'SLF' | 'FAM' | 'COM' | 'RAI' | 'BOR' | 'NGO' | 'HLT' | 'EMB'
export type VictimStatus = 'POT' | 'PRE' | 'CNF' | 'PEN' | 'NOT' | 'DEC'
export type ServiceType = 'SHE' | 'HEA' | 'FOR' | 'PSY' | 'LEG' | 'REP' | 'RIN' | 'CHP' | 'CSH'
export type ReferralStatus = 'PRO' | 'ACC' | 'REJ' | 'DON'
export type ConsentScope = 'SVC' | 'REF' | 'AUT' | 'CON' | 'STA' | 'RES'
export type ConsentState = 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'NOT-ASKED'
export type JusticeStatus = 'SUS' | 'ARG' | 'ACU' | 'CON' | 'ABS' | 'ARQ' | 'FUG'
export type PerpetratorRole = 'RCR' | 'TRN' | 'DOC' | 'HBR' | 'EXP' | 'FIN' | 'FAM'
export type RecruiterRelationship = 'IPA' | 'FAM' | 'FRI' | 'EMP' | 'AGT' | 'STR'
