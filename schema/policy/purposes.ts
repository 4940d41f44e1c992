/** Why a person asks. Closed; one per request. */
export const PURPOSES = ['PROTECTION', 'INVESTIGATION', 'OVERSIGHT', 'STATISTICS', 'CONSULAR', 'AUDIT'] as const
export type Purpose = (typeof PURPOSES)[number]

/** STATISTICS opens no record kind: class 1 row by row would single people out. It opens `indicators` and `releases` only. */
export const opensRecords = (purpose: Purpose): boolean => purpose !== 'STATISTICS'
