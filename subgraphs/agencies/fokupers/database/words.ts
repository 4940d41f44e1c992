import type { Words } from '../../../../demo/world/index.ts'

export const MUNISIPIU: Words = {
  'TL-AL': ['Aileu'],
  'TL-AN': ['Ainaru'],
  'TL-AT': ['Ataúru'],
  'TL-BA': ['Baukau'],
  'TL-BO': ['Bobonaru'],
  'TL-CO': ['Kovalima'],
  'TL-DI': ['Dili', 'Díli'],
  'TL-ER': ['Ermera'],
  'TL-LA': ['Lautein', 'Lospalos'],
  'TL-LI': ['Likisá'],
  'TL-MF': ['Manufahi'],
  'TL-MT': ['Manatutu'],
  'TL-OE': ['Oekusi'],
  'TL-VI': ['Vikeke'],
}
export const SEXU: Words = { F: ['F'], M: ['M'] }
export const REFERE_HUSI: Words = { pntl: ['VPU'], migration: ['Imigrasaun'], mnec: ['MNEC'] }
export const ASISTENSIA: Words = { SHE: ['uma mahon'], PSY: ['aconsellamentu'], RIN: ['reintegrasaun'] }
export const BA: Words = { SVC: ['asistensia'], REF: ['fahe ba organizasaun seluk'], AUT: ['fahe ba polisia no MP'], STA: ['estatistika'] }
export const HATAN: Words = { GIVEN: ['sin'], REFUSED: ['lae'], WITHDRAWN: ['dada fali'], 'NOT-ASKED': ['seidauk husu'] }
