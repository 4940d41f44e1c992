import type { Profiles } from './types.ts'

const PLACEHOLDER = /^([-–—.?*_]+|n\/?[adr]\.?|s\/[dn]|null|none|nil|xxx+|0000-00-00|laiha|la iha|tidak ada|nao aplicavel|não aplicável)$/i

/** Whether a text stands for "nothing was written". Words such as "unknown" are answers, with codes of their own. */
export const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value.trim())

/** Placeholders met among the frequent values, the empty text first. */
export const placeholdersIn = (profiles: Profiles): readonly string[] => {
  const met = [...profiles.values()].flatMap((columns) =>
    [...columns.values()].flatMap(({ values = [] }) => values.map(({ value }) => value.trim())),
  )
  return ['', ...new Set(met.filter(isPlaceholder))]
}
