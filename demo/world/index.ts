export { ageOn, daysBetween, type IsoDate } from './calendar.ts'
export { AGENCY_CODES, type AgencyCode, MUNICIPALITY_CODES } from './codes.ts'
export { generateBlock, generateWorld, type WorldOptions } from './generate.ts'
export { initialsOf } from './holdings/common.ts'
export type { AgencyHoldings, Fields, FieldValue, Held, HeldBackground, HeldConsent, HeldKind } from './holdings/held.ts'
export { holdingsOf } from './holdings/holdings-of.ts'
export { machineReadable } from './holdings/migration.ts'
export type { FileLayout } from './layout.ts'
export type { Background, Matter, PlantedId, WorldBlock } from './matter.ts'
export { PLANTED_IDS } from './matter.ts'
export { civilName, type Person } from './people.ts'
export {
  booleanOf,
  codesOf,
  dayFirst,
  dayFirstShort,
  documentOf,
  inEnglish,
  keyOf,
  nameOf,
  numberOf,
  ofKind,
  textOf,
  type Words,
  wordFor,
  wordOf,
} from './render.ts'
export { type Cell, type ColumnWriters, joined, type TableRows, tableOf } from './table.ts'
export * from './truth.ts'
export { truthOf, victimsIdentified, withoutField } from './truth-of.ts'
