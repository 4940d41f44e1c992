import type { Words } from '../../../../demo/world/index.ts'

/** Stations sign with their town, not with the municipality. */
export const MUNISIPIU: Words = {
  'TL-AL': ['AILEU'],
  'TL-AN': ['AINARO'],
  'TL-BA': ['BAUCAU'],
  'TL-BO': ['MALIANA', 'MALIANA', 'BOBONARU'],
  'TL-CO': ['SUAI'],
  'TL-DI': ['DILI'],
  'TL-ER': ['GLENO'],
  'TL-LA': ['LOSPALOS'],
  'TL-LI': ['LIKISA'],
  'TL-MF': ['SAME'],
  'TL-MT': ['MANATUTO'],
  'TL-OE': ['OEKUSI', 'OEKUSI', 'P. MACASSAR'],
  'TL-VI': ['VIKEKE'],
}
/** Tetum letters (feto, mane) beside the Indonesian ones (perempuan, laki-laki) of the older officers. */
export const SEXU: Words = { F: ['F', 'F', 'P'], M: ['M', 'M', 'L'] }
export const NASAUN: Words = {
  TLS: ['Timor', 'TL'],
  IDN: ['Indonesia'],
  CHN: ['RRC'],
  THA: ['Tailandia'],
  MMR: ['Myanmar'],
  PHL: ['Filipina'],
  KHM: ['Kamboja'],
  MYS: ['Malaysia'],
  VNM: ['Vietname'],
}
export const STATUS: Words = { S20: ['Hela'], S30: ['Manda MP'] }
/** A report that began as domestic violence keeps its first words, with the later ones behind them. */
export const TIPU_KRIME: Words = { '163': ['Trafiku umanu', 'trafiku ema', "fa'an ema"], VD: ['VD, muda ba trafiku umanu'] }
export const HOSI_SE: Words = {
  SLF: ['vitima'],
  FAM: ['familia'],
  COM: ['komunidade', 'xefe suku'],
  RAI: ['operasaun'],
  BOR: ['fronteira'],
  NGO: ['ONG'],
  HLT: ['ospital'],
  EMB: ['embaixada'],
}
export const RELASAUN: Words = {
  IPA: ['parseiru'],
  FAM: ['familia'],
  FRI: ['kolega', 'vizinhu'],
  EMP: ['patraun'],
  AGT: ['ajente'],
  STR: ['la konese'],
}
export const ESTATUTU: Words = { POT: ['potensial'], PRE: ['prezumida'], CNF: ['konfirmadu'], NOT: ['la konfirma'] }
export const KNAAR: Words = {
  RCR: ['rekruta'],
  TRN: ['lori ema'],
  DOC: ['halo dokumentu'],
  HBR: ['fo hela fatin'],
  EXP: ['patraun'],
  FIN: ['fo osan'],
  FAM: ['familia'],
}
export const INSTITUSAUN: Words = {
  mssi: ['MSSI'],
  'mssi-adults': ['MSSI adultu'],
  fokupers: ['FOKUPERS'],
  pradet: ['PRADET'],
  alfela: ['ALFeLa'],
}
export const ASISTENSIA: Words = {
  SHE: ['uma mahon'],
  PSY: ['psikososial'],
  LEG: ['legal'],
  CHP: ['protesaun labarik'],
  CSH: ['osan, hahan'],
}
export const RESPOSTA: Words = { PRO: ['hein'], ACC: ['simu'], REJ: ['lakohi'], DON: ['remata'] }
export const KONSENTIMENTU_BA: Words = { SVC: ['asistensia'], REF: ['refere'], AUT: ['autoridade'], STA: ['estatistika'] }
export const KONSENTIMENTU_ESTADU: Words = {
  GIVEN: ['fo ona'],
  REFUSED: ['lakohi'],
  WITHDRAWN: ['dada fali'],
  'NOT-ASKED': ['seidauk husu'],
}
