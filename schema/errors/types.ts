import type { TetumReview } from '../codes/types.ts'

/**
 * One expected error of the hub: its words in each language, as templates over the same `{details}`.
 * Templates are all that a message is made of, so that nothing of a record, a person or a host can enter one.
 */
export interface ErrorEntry {
  /** Status of an HTTP answer that holds nothing but this error; in a partial answer the status stays 200. */
  readonly httpStatus: number
  /** True where the hub foresees it and says why; false for the one code that masks everything unforeseen. */
  readonly expected: boolean
  readonly words: { readonly en: string; readonly pt: string; readonly tet: string; readonly id?: string }
  /** How sure the Tetum words are. */
  readonly tetReview: TetumReview
  /** What the reader can do about it. */
  readonly remedy: { readonly en: string }
}

export type ErrorGroup = Readonly<Record<string, ErrorEntry>>
