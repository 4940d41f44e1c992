import { countryNames } from '../country-names.ts'
import type { Code, CodeList, TetumReview } from '../types.ts'

/** Tetum names of the countries that trafficking cases of Timor-Leste name, and of its neighbours. */
const tetum: ReadonlyMap<string, readonly [name: string, review: TetumReview]> = new Map([
  ['TLS', ['Timor-Leste', 'attested']],
  ['IDN', ['Indonézia', 'likely']],
  ['AUS', ['Austrália', 'likely']],
  ['PRT', ['Portugál', 'likely']],
  ['CHN', ['Xina', 'likely']],
  ['PHL', ['Filipina', 'likely']],
  ['MYS', ['Malázia', 'likely']],
  ['SGP', ['Singapura', 'likely']],
  ['THA', ['Tailándia', 'likely']],
  ['VNM', ['Vietname', 'likely']],
  ['MMR', ['Mianmar', 'likely']],
  ['KHM', ['Kamboja', 'uncertain']],
  ['KOR', ['Koreia Súl', 'likely']],
  ['JPN', ['Japaun', 'likely']],
  ['GBR', ['Reinu Unidu', 'likely']],
  ['ARE', ['Emiradu Árabe Unidu', 'uncertain']],
  ['SDN', ['Sudaun', 'uncertain']],
  ['BHR', ['Barein', 'uncertain']],
])

/** Written forms met in registers, beside the names in each language. */
const aliases: ReadonlyMap<string, readonly string[]> = new Map([
  ['TLS', ['Timor', 'TL', 'Timor Leste', 'Timor Lorosae', 'East Timor']],
  ['IDN', ['Indonesia', 'RI', 'Indonésia']],
  ['CHN', ['RRC', 'RPC', 'República Popular da China']],
  ['KOR', ['Coreia', 'Korea', 'Korea Selatan']],
  ['MMR', ['Birmânia', 'Burma']],
  ['VNM', ['Viet Nam', 'Vietnam', 'Vietnã']],
  ['GBR', ['Inglaterra', 'Reino Unido', 'UK']],
  ['ARE', ['EAU', 'UAE', 'Dubai', 'Emirados']],
  ['BHR', ['Bahrein']],
  ['MYS', ['Malaysia', 'Malásia']],
])

const toCode = ([code, en, pt, id]: (typeof countryNames)[number]): Code => {
  const written = aliases.get(code)
  const inTetum = tetum.get(code)
  const rest = { code, ...(written ? { aliases: written } : {}) }
  if (!inTetum) return { ...rest, labels: { en, pt, id } }
  const [tet, tetReview] = inTetum
  return { ...rest, labels: { en, pt, tet, id }, tetReview }
}

export const country: CodeList = {
  name: 'country',
  description: 'Countries and territories, and two codes of travel documents for persons without a known one.',
  source: 'ISO 3166-1 alpha-3; names of Unicode CLDR 48; XXA and XXX of ICAO Doc 9303',
  codes: [
    ...countryNames.map(toCode),
    { code: 'XXA', labels: { en: 'Stateless', pt: 'Apátrida', id: 'Tanpa kewarganegaraan' } },
    { code: 'XXX', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
