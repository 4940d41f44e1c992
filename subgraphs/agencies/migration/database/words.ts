import type { Words } from '../../../../demo/world/index.ts'

export const DIRECTION: Words = { ENT: ['E'], EXI: ['X'] }
/** The border post where the person was stopped, by municipality. */
export const POST_OF: Words = { 'TL-DI': ['DIL'], 'TL-BO': ['BTG'], 'TL-CO': ['SLL'], 'TL-OE': ['SKT'] }
export const DOCUMENT: Words = { PAS: ['P'] }
export const OUTCOME: Words = { REG: ['Released'], FIN: ['Fined'], VAB: ['VoluntaryDeparture'], DEP: ['Removed'] }
export const TIP_STATUS: Words = { POT: ['Potential'], PRE: ['Presumed'] }
export const REFERRED_TO: Words = {
  mssi: ['MSSI-CP'],
  'mssi-adults': ['MSSI'],
  fokupers: ['FOKUPERS'],
  pradet: ['PRADET'],
  alfela: ['ALFELA'],
}
