import type { Words } from '../../../../demo/world/index.ts'

export const PROCURADORIA: Words = { DIL: ['DILI'], BAU: ['BAUCAU'], SUA: ['SUAI'], OEC: ['OECUSSE'] }
export const MUNICIPIO: Words = {
  'TL-AL': ['AILEU'],
  'TL-AN': ['AINARO'],
  'TL-AT': ['ATAURO'],
  'TL-BA': ['BAUCAU'],
  'TL-BO': ['BOBONARO'],
  'TL-CO': ['COVALIMA'],
  'TL-DI': ['DILI'],
  'TL-ER': ['ERMERA'],
  'TL-LA': ['LAUTEM'],
  'TL-LI': ['LIQUICA'],
  'TL-MF': ['MANUFAHI'],
  'TL-MT': ['MANATUTO'],
  'TL-OE': ['OECUSSE'],
  'TL-VI': ['VIQUEQUE'],
}
export const FASE: Words = { S30: ['INQ'], S50: ['ACU'], S51: ['ARQ'] }
export const TIPO_CRIME: Words = { '163': ['TRAFICO DE PESSOAS'], VD: ['VIOLENCIA DOMESTICA'] }
export const MOTIVO_ARQ: Words = { INS: ['INDICIOS INSUFICIENTES'], VIC: ['VITIMA AUSENTE'] }
/** 1 is masculine, 2 feminine. */
export const SEXO: Words = { M: ['1'], F: ['2'] }
export const NACIONAL: Words = { TLS: ['TL'], FOREIGN: ['EST'] }
export const PAIS: Words = {
  TLS: ['TIMOR-LESTE'],
  IDN: ['INDONESIA'],
  CHN: ['CHINA'],
  THA: ['TAILANDIA'],
  MMR: ['MIANMAR'],
  PHL: ['FILIPINAS'],
  KHM: ['CAMBOJA'],
  VNM: ['VIETNAME'],
}
export const SITUACAO_OFENDIDO: Words = { CNF: ['CONFIRMADO'], PEN: ['PENDENTE'], NOT: ['NAO CONFIRMADO'] }
export const SITUACAO_ARGUIDO: Words = { SUS: ['SUSPEITO'], ARG: ['ARGUIDO'], ACU: ['ACUSADO'], ARQ: ['ARQUIVADO'], FUG: ['EM FUGA'] }
export const MEDIDA: Words = {
  TIR: ['TIR'],
  APR: ['APRESENTACAO PERIODICA'],
  PSA: ['PROIBICAO DE SAIDA'],
  HAB: ['PERM. HABITACAO'],
  PRV: ['PRISAO PREVENTIVA'],
}
export const TIPO_DESPACHO: Words = { CHG: ['ACUSACAO'], ARC: ['ARQUIVAMENTO'], SEN: ['SENTENCA'] }
