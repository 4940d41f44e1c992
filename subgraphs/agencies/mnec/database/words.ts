import type { Words } from '../../../../demo/world/index.ts'

export const PAIS: Words = {
  MYS: ['Malásia'],
  IDN: ['Indonésia'],
  PRT: ['Portugal'],
  SGP: ['Singapura'],
  ARE: ['Emirados Árabes Unidos', 'E.A.U.'],
}
export const POSTO: Words = {
  MYS: ['Embaixada Kuala Lumpur'],
  IDN: ['Consulado Denpasar', 'Embaixada Jacarta'],
  PRT: ['Embaixada Lisboa'],
  SGP: ['Embaixada Singapura'],
  ARE: ['Missão Abu Dhabi'],
}
export const SEXO: Words = { F: ['Fem.'], M: ['Masc.'] }
/** Both subjects are trafficking in this register; detention and repatriation by themselves are not. */
export const TIPO_ASSUNTO = ['Exploração laboral', 'Retenção de passaporte'] as const
