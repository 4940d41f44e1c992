import type { Words } from '../../../../demo/world/index.ts'

export const MUNICIPIO: Words = {
  'TL-AL': ['Aileu'],
  'TL-AN': ['Ainaro'],
  'TL-AT': ['Ataúro'],
  'TL-BA': ['Baucau'],
  'TL-BO': ['Bobonaro'],
  'TL-CO': ['Covalima'],
  'TL-DI': ['Díli'],
  'TL-ER': ['Ermera'],
  'TL-LA': ['Lautém'],
  'TL-LI': ['Liquiçá'],
  'TL-MF': ['Manufahi'],
  'TL-MT': ['Manatuto'],
  'TL-OE': ['RAEOA', 'RAEOA', 'Oé-Cusse Ambeno'],
  'TL-VI': ['Viqueque'],
}
export const ESTADO: Words = { S20: ['EM_CURSO'], S30: ['REMETIDO_MP'] }
export const ORIGEM: Words = {
  SLF: ['VITIMA'],
  FAM: ['FAMILIA'],
  COM: ['COMUNIDADE'],
  RAI: ['OPERACAO_POLICIAL'],
  BOR: ['FRONTEIRA'],
  NGO: ['ONG'],
  HLT: ['SAUDE'],
  EMB: ['EMBAIXADA'],
}
export const SENTIDO: Words = { OUT: ['PARA_EXTERIOR'], INW: ['DO_EXTERIOR'], INT: ['INTERNO'] }
export const SEXO: Words = { F: ['Feminino'], M: ['Masculino'] }
export const ESTATUTO: Words = { POT: ['POTENCIAL'], PRE: ['PRESUMIDA'], CNF: ['CONFIRMADA'], DEC: ['RECUSOU'] }
export const RELACAO: Words = {
  IPA: ['parceiro íntimo'],
  FAM: ['família'],
  FRI: ['amigo', 'vizinho'],
  EMP: ['empregador'],
  AGT: ['angariador'],
  STR: ['desconhecido'],
}
export const DOCUMENTO: Words = { BI: ['Bilhete de Identidade'], CE: ['Cartão Eleitoral'] }
export const EXPLORACAO: Words = {
  SEX: ['exploração sexual'],
  LAB: ['trabalho forçado'],
  DOM: ['servidão doméstica'],
  CHL: ['trabalho infantil'],
  CRI: ['criminalidade forçada'],
}
export const PAPEL: Words = {
  RCR: ['recrutador'],
  TRN: ['transportador'],
  DOC: ['falsificador'],
  HBR: ['alojador'],
  EXP: ['explorador'],
  FIN: ['organizador'],
  FAM: ['familiar facilitador'],
}
export const QUALIDADE: Words = { SUS: ['SUSPEITO'], ARG: ['ARGUIDO'] }
export const FASE_FACTO: Words = { REC: ['RECRUTAMENTO'], TRA: ['TRANSITO'], EXP: ['EXPLORACAO'] }
export const TIPO_ATO: Words = { REC: ['recrutar'], TRP: ['transportar'], HAR: ['alojar'], RCV: ['acolher', 'adquirir'] }
export const MEIO: Words = {
  DEC: ['engano'],
  DOC: ['retenção de documentos'],
  DEB: ['servidão por dívida'],
  WAG: ['retenção de salário'],
  THR: ['ameaças'],
  POW: ['abuso de autoridade'],
  MOV: ['restrição de movimentos'],
}
export const SETOR: Words = {
  AGR: ['agricultura'],
  FSH: ['pesca'],
  CON: ['construção'],
  HOS: ['hotelaria'],
  DWK: ['trabalho doméstico'],
  TRD: ['comércio'],
  ENT: ['diversão'],
  ONL: ['burla em linha'],
}
