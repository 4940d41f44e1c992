import type { Words } from '../../../../demo/world/index.ts'

export const TRIBUNAL: Words = {
  DIL: ['TJPI Díli', 'TJPI Díli', 'Tribunal Distrital de Díli'],
  BAU: ['TJPI Baucau'],
  SUA: ['TJPI Suai', 'TJPI Suai', 'Tribunal Distrital de Suai'],
  OEC: ['TJPI Oe-Cusse', 'TJPI Oecusse'],
}
export const FASE: Words = { S60: ['DISTRIBUIDO'], S70: ['JULGAMENTO'], S90: ['RECURSO'], S99: ['TRANSITADO'] }
export const CRIME: Words = { '163': ['Tráfico de pessoas', 'trafico de pessoas (163 CP)'] }
export const DECISAO: Words = { CON: ['CONDENADO'], ABS: ['ABSOLVIDO'] }
export const MEDIDA: Words = {
  TIR: ['TIR'],
  APR: ['apresentação periódica'],
  PSA: ['proibição de saída'],
  HAB: ['permanência na habitação'],
  PRV: ['prisão preventiva'],
}
