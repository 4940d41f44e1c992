import { foldWord } from '../fold.ts'

/** Words inside values that do not tell one code from another. */
export const CODE_WORDS = {
  empty: new Set('de da do das dos e no ba iha nia of the a o di dan or ou ka em'.split(' ').map(foldWord)),
} as const
