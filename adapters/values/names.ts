/** Forms in which a column holds (a part of) a person's name. */
export type NameForm = 'full' | 'surname-first' | 'initials' | 'given' | 'surname'

/** A name in the order in which it is spoken. `COSTA<<MARIA` and `COSTA, Maria` are turned round; without a mark nobody can know where the surname ends. */
export const readName = (text: string, form: NameForm): string => {
  const plain = text.replaceAll('<<', ', ').replaceAll('<', ' ').replace(/\s+/g, ' ').trim()
  if (form !== 'surname-first') return plain
  const comma = plain.indexOf(',')
  return comma < 0 ? plain : `${plain.slice(comma + 1).trim()} ${plain.slice(0, comma).trim()}`.trim()
}

/** `Maria da Costa` -> `M. d. C.`: enough to recognise a known person, not to find an unknown one. */
export const initialsOf = (text: string): string =>
  text
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .map((word) => `${[...word][0] ?? ''}.`)
    .join(' ')
