import { COMMON } from './common.ts'
import { PEOPLE } from './people.ts'
import { PROCEDURE } from './procedure.ts'

/** Every meaning that a word of a name may have, with its words. */
export const LEXICON = { ...COMMON, ...PEOPLE, ...PROCEDURE } as const
export type Meaning = keyof typeof LEXICON

/** Words that only join others, and prefixes of tables and columns that say nothing. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'da das do dos di at em in of the a o os as e and nia nian iha yang pada tbl tb tab vw t tabel table tabela view v fk dbo mst ms tr trx trn dim fact master lookup lkp app ho sira'.split(
    ' ',
  ),
)
