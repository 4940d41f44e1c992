import type { Words } from '../../../../demo/world/index.ts'

const postos = (prefix: string): [string, string, string] => [`${prefix}01`, `${prefix}02`, `${prefix}03`]
/** Location codes of a municipality and a posto; the first four characters are the municipality. */
export const LOCATION: Words = {
  'TL-AL': postos('TL01'),
  'TL-AN': postos('TL02'),
  'TL-BA': postos('TL03'),
  'TL-BO': postos('TL04'),
  'TL-CO': postos('TL05'),
  'TL-DI': postos('TL06'),
  'TL-ER': postos('TL07'),
  'TL-LA': postos('TL08'),
  'TL-LI': postos('TL09'),
  'TL-MT': postos('TL10'),
  'TL-MF': postos('TL11'),
  'TL-OE': postos('TL12'),
  'TL-VI': postos('TL13'),
  'TL-AT': postos('TL14'),
}
export const SEX: Words = { F: ['female'], M: ['male'] }
export const NATIONALITY: Words = {
  TLS: ['timor_leste'],
  IDN: ['indonesia'],
  CHN: ['china'],
  THA: ['thailand'],
  PHL: ['philippines'],
  VNM: ['vietnam'],
  MMR: ['myanmar'],
  KHM: ['cambodia'],
}
export const IDENTIFICATION: Words = { PRE: ['presumed'], CNF: ['confirmed'], POT: ['indicators_seen'] }
/** Concerns beside `trafficked_smuggled`, the one word that the form has for both. */
export const EXPLOITATION: Words = {
  SEX: ['sexually_exploited'],
  LAB: ['forced_labour'],
  DOM: ['domestic_servitude'],
  CHL: ['worst_forms_of_child_labor'],
  CRI: ['forced_criminality'],
}
export const SERVICE: Words = { CHP: ['child_protection'], PSY: ['psychosocial'], SHE: ['shelter'] }
export const AGENCY: Words = {
  pntl: ['agency-pntl-vpu'],
  mssi: ['agency-mssi'],
  fokupers: ['agency-fokupers'],
  mnec: ['agency-mnec'],
  migration: ['agency-migration'],
}
export const TRANSITION_STATUS: Words = { PRO: ['inprogress'], ACC: ['accepted'], REJ: ['rejected'], DON: ['done'] }
export const LANGUAGE: Words = { tet: ['tetum'], ind: ['indonesian'] }
