export type MonthLanguage = 'en' | 'pt' | 'tet' | 'id'

/** Names of months as written in records, folded (no accents, lower case), by language. Several spellings are met for Tetum. */
const NAMES: Readonly<Record<MonthLanguage, readonly (readonly string[])[]>> = {
  en: [
    ['january'],
    ['february'],
    ['march'],
    ['april'],
    ['may'],
    ['june'],
    ['july'],
    ['august'],
    ['september', 'sept'],
    ['october'],
    ['november'],
    ['december'],
  ],
  pt: [
    ['janeiro'],
    ['fevereiro'],
    ['marco'],
    ['abril'],
    ['maio'],
    ['junho'],
    ['julho'],
    ['agosto'],
    ['setembro'],
    ['outubro'],
    ['novembro'],
    ['dezembro'],
  ],
  tet: [
    ['janeiru', 'janeiro'],
    ['fevereiru', 'fevereiro'],
    ['marsu', 'marco'],
    ['abril'],
    ['maiu', 'maio'],
    ['junu', 'juniu', 'junho'],
    ['jullu', 'juliu', 'julho'],
    ['agostu', 'agosto'],
    ['setembru', 'setembro'],
    ['outubru', 'outubro'],
    ['novembru', 'novembro'],
    ['dezembru', 'dezembro'],
  ],
  id: [
    ['januari'],
    ['februari', 'pebruari'],
    ['maret'],
    ['april'],
    ['mei'],
    ['juni'],
    ['juli'],
    ['agustus'],
    ['september'],
    ['oktober'],
    ['november', 'nopember'],
    ['desember'],
  ],
}

/** Folded names and three-letter forms of the months -> `01` … `12`. */
export const monthNumbers = (language: MonthLanguage): ReadonlyMap<string, string> =>
  new Map(
    NAMES[language].flatMap((names, index) => {
      const number = String(index + 1).padStart(2, '0')
      return names.flatMap((name): [string, string][] => [
        [name, number],
        [name.slice(0, 3), number],
      ])
    }),
  )
