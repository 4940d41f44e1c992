/** Coarser forms in which a field may be shown. */
export const TRANSFORMS = ['year', 'age-group', 'municipality', 'initials', 'yes-no'] as const
export type Transform = (typeof TRANSFORMS)[number]
