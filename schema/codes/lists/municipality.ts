import { type Municipality, municipalities } from '../municipalities.ts'
import type { Code, CodeList } from '../types.ts'

const toCode = ({ code, pt, tet, aliases, validFrom, partOf }: Municipality): Code => ({
  code,
  labels: { en: pt, pt, tet, id: pt },
  tetReview: 'likely',
  aliases,
  ...(validFrom ? { validFrom } : {}),
  ...(partOf ? { note: `Part of ${partOf} before ${validFrom}; series of either must name the break.` } : {}),
})

export const municipality: CodeList = {
  name: 'municipality',
  description: 'Municipalities of Timor-Leste and the Special Administrative Region of Oé-Cusse Ambeno.',
  source: 'ISO 3166-2:TL; TL-AT is a local extension for Ataúro, a municipality since 2022-01-01',
  codes: municipalities.map(toCode),
}
