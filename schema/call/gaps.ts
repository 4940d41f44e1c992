/** Why a field of a record is null, in the graph's words (enum `GapReason`). */
export const GAP_REASONS = ['NOT_HELD', 'NOT_RECORDED', 'WITHHELD', 'UNMAPPED', 'SCHEMA_MISMATCH'] as const
export type FieldGapReason = (typeof GAP_REASONS)[number]
