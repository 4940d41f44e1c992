import type { Words } from '../../../../demo/world/index.ts'

export const MUNISIPIU: Words = {
  'TL-AL': ['Aileu'],
  'TL-AN': ['Ainaru'],
  'TL-AT': ['Ataúru'],
  'TL-BA': ['Baukau'],
  'TL-BO': ['Bobonaru'],
  'TL-CO': ['Kovalima'],
  'TL-DI': ['Díli'],
  'TL-ER': ['Ermera'],
  'TL-LA': ['Lautein'],
  'TL-LI': ['Likisá'],
  'TL-MF': ['Manufahi'],
  'TL-MT': ['Manatutu'],
  'TL-OE': ['Oekusi-Ambenu'],
  'TL-VI': ['Vikeke'],
}
export const SEXU: Words = { F: ['Feto'], M: ['Mane'] }
export const TIPU_KAZU = { trafficking: 'Tráfiku umanu', other: 'VBJ' } as const
export const REFERE: Words = { pntl: ['VPU', 'PNTL'], migration: ['Imigrasaun'], mnec: ['MNEC'] }
export const ASISTENSIA: Words = { CSH: ['Osan no hahán'], REP: ['Repatriamentu'], RIN: ['Reintegrasaun'] }
