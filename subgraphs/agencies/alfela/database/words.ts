import type { Words } from '../../../../demo/world/index.ts'

export const MUNISIPIU: Words = {
  'TL-AL': ['Aileu'],
  'TL-AN': ['Ainaru'],
  'TL-AT': ['Atauru'],
  'TL-BA': ['Baukau'],
  'TL-BO': ['Bobonaru', 'Maliana'],
  'TL-CO': ['Kovalima', 'Suai'],
  'TL-DI': ['Dili'],
  'TL-ER': ['Ermera'],
  'TL-LA': ['Lautein'],
  'TL-LI': ['Likisa'],
  'TL-MF': ['Manufahi', 'Same'],
  'TL-MT': ['Manatutu'],
  'TL-OE': ['Oekusi'],
  'TL-VI': ['Vikeke'],
}
export const SEXU: Words = { F: ['F', 'feto'], M: ['M', 'mane'] }
export const ETAPA: Words = { S20: ['polisia'], S30: ['MP'], S60: ['tribunal'] }
export const TRIBUNAL: Words = { DIL: ['Dili'], BAU: ['Baukau'], SUA: ['Suai'], OEC: ['Oekusi'] }
export const HUSI: Words = { pntl: ['PNTL-VPU'], mnec: ['MNEC'], migration: ['Imigrasaun'] }
export const RESPOSTA: Words = { PRO: ['hein'], ACC: ['simu'], REJ: ['la simu'], DON: ['remata'] }
export const BA: Words = { SVC: ['servisu'], REF: ['referál'], AUT: ['polísia no MP'], STA: ['estatístika'] }
export const ESTADU: Words = { GIVEN: ['sin'], REFUSED: ['lae'], WITHDRAWN: ['dada fali'], 'NOT-ASKED': ['seidauk'] }
