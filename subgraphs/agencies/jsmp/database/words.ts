import type { Words } from '../../../../demo/world/index.ts'

export const COURT: Words = {
  DIL: ['Dili District Court'],
  BAU: ['Baucau District Court'],
  SUA: ['Suai District Court'],
  OEC: ['Oecusse District Court'],
}
/** Kind of the act: a hearing of the trial, or the reading of the decision. */
export const STAGE: Words = { HEA: ['Trial'], VER: ['Final decision'] }
export const DECISION: Words = { CON: ['Convicted'], ABS: ['Acquitted'] }
export const DESIZAUN: Words = { CON: ['Kondena'], ABS: ['Absolve'] }
