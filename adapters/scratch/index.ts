export { createScratchTables, emptyScratchTable, fillScratchTable, type ScratchRow, type ScratchTable } from './scratch-sql.ts'
