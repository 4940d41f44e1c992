import type { CodeListName } from './names.ts'

/** Languages of labels, ISO 639: English, Portuguese, Tetum, Indonesian. */
export const LANGUAGES = ['en', 'pt', 'tet', 'id'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * How sure a Tetum label is. `attested`: seen in Timorese official text, press or a Tetum locale. `likely`: the standard
 * Portuguese-loan form. `uncertain`: our attempt. Every label needs a native speaker's review before official use.
 */
export type TetumReview = 'attested' | 'likely' | 'uncertain'

/** No Indonesian label has been reviewed; pages that show one say so. */
export const INDONESIAN_REVIEW = 'unreviewed'

interface Labels {
  readonly en: string
  readonly pt: string
  readonly id?: string
}

/** A Tetum label and its mark come together or not at all. */
type ReviewedLabels =
  | { readonly labels: Labels & { readonly tet: string }; readonly tetReview: TetumReview }
  | { readonly labels: Labels & { readonly tet?: undefined }; readonly tetReview?: undefined }

/** One code of a list. Codes are contract: they are never reused and never renamed. */
export type Code = ReviewedLabels & {
  /** Case-sensitive, unique in its list. */
  readonly code: string
  /** Values of the list's HTCDS counterpart that this code covers; absent where HTCDS has none. */
  readonly htcds?: readonly string[]
  /** A more general code of the same list. */
  readonly broader?: string
  /** ISO date of the first day on which the code is valid. @default always */
  readonly validFrom?: string
  /** ISO date of the last day on which the code is valid. @default still */
  readonly validTo?: string
  /** Other written forms met in records; they feed proposals of code maps and never decide one. */
  readonly aliases?: readonly string[]
  readonly note?: string
}

/** A closed list of codes. The order of `codes` is the order in which they are shown. */
export interface CodeList {
  readonly name: CodeListName
  readonly description: string
  /** The standard, law or publication that the codes come from; `TIP Hub` where they are ours. */
  readonly source: string
  /** HTCDS 2.0 list that `Code.htcds` refers to, e.g. `vic_MethodsOfControl`. */
  readonly htcds?: string
  readonly codes: readonly Code[]
}
