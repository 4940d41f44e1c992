/** Whole number as text, without leading zeros; null where the text is none. `7.0`, as spreadsheets write it, is 7. */
export const readInt = (text: string): string | null => {
  const [, sign = '', digits] = /^(-?)0*(\d{1,18})(?:[.,]0+)?$/.exec(text) ?? []
  return digits === undefined ? null : `${digits === '0' ? '' : sign}${digits}`
}

/**
 * Amount of money as decimal text: `$ 1.250,50`, `1,250.50 USD` and `1250.5` are 1250.50. A single separator followed by three digits
 * groups thousands, as nobody writes tenths of a cent.
 */
export const readMoney = (text: string): string | null => {
  const bare = text.replace(/US\$|USD|\$|\s|\u00a0/gi, '')
  const [, sign = '', body = '', cents = ''] = /^(-?)(\d{1,3}(?:[.,]\d{3})+|\d{1,15})(?:[.,](\d{1,2}))?$/.exec(bare) ?? []
  if (body === '') return null
  const units = body.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '')
  return `${sign}${units}.${cents.padEnd(2, '0')}`
}

const YEARS = /(\d{1,3})\)?\s*(?:anos?|years?|tahun|tinan)|(?:tinan)\s*(\d{1,3})/
const MONTHS = /(\d{1,3})\)?\s*(?:m[eê]s(?:es)?|months?|bulan|fulan)|(?:fulan)\s*(\d{1,3})/

/** Length of a sentence in months: `8 anos e 6 meses`, `8 years`, `tinan 8 fulan 6` and `102 meses`; null where neither unit is written. */
export const readMonths = (text: string): string | null => {
  const lower = text.toLowerCase().slice(0, 200)
  const years = YEARS.exec(lower)
  const rest = years ? lower.slice(years.index + years[0].length) : lower
  const months = MONTHS.exec(rest)
  if (!years && !months) return null
  const number = (match: RegExpExecArray | null): number => Number(match?.[1] ?? match?.[2] ?? 0)
  return String(number(years) * 12 + number(months))
}
