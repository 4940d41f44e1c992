import type { Country, Sex } from './codes.ts'

type Pool = readonly [string, ...string[]]

/** Synthetic people only: common names put together by chance. */
export const TIMORESE_GIVEN: Readonly<Record<Sex, Pool>> = {
  F: [
    'Maria',
    'Joana',
    'Filomena',
    'Domingas',
    'Rosalina',
    'Agostinha',
    'Natália',
    'Juvita',
    'Lúcia',
    'Felismina',
    'Cristina',
    'Olinda',
    'Teresa',
    'Madalena',
    'Isaura',
    'Brígida',
  ],
  M: [
    'José',
    'João',
    'Domingos',
    'Manuel',
    'Mateus',
    'Abílio',
    'Januário',
    'Zeferino',
    'António',
    'Estêvão',
    'Gaspar',
    'Tomás',
    'Crispim',
    'Hermenegildo',
    'Sebastião',
    'Natalino',
  ],
}
export const TIMORESE_SURNAMES: Pool = [
  'da Costa',
  'Soares',
  'Ximenes',
  'Pereira',
  'Amaral',
  'Guterres',
  'Belo',
  'Freitas',
  'Tilman',
  'Sarmento',
  'Gusmão',
  'dos Santos',
  'de Jesus',
  'Martins',
  'Babo',
  'da Conceição',
  'Noronha',
  'Lobato',
  'Magno',
  'Alves',
]
/** Traditional names (naran gentiu), which many people hold beside the baptismal one. */
export const TRADITIONAL_NAMES: Pool = ['Bui', 'Hoar', 'Rika', 'Abuk', 'Seran', 'Bere', 'Nahak', 'Mau', 'Loe', 'Bete', 'Klau', 'Lequi']
/** Nicknames that police registers hold. */
export const NICKNAMES: Pool = ['Apeu', 'Mana Rosa', 'Akiu', 'Maun Boot', 'Ameta', 'Anoi', 'Lae', 'Mesak', 'Atina', 'Adelio']

export const FOREIGN_NAMES: Readonly<Record<Exclude<Country, 'TLS'>, { readonly F: Pool; readonly M: Pool; readonly surnames: Pool }>> = {
  IDN: {
    F: ['Siti', 'Dewi', 'Ratna', 'Yuliana'],
    M: ['Agus', 'Budi', 'Yohanes', 'Hendra'],
    surnames: ['Wijaya', 'Lestari', 'Nugroho', 'Seran', 'Taolin'],
  },
  CHN: { F: ['Mei', 'Lan', 'Xiu'], M: ['Wei', 'Jun', 'Hao'], surnames: ['Chen', 'Lin', 'Zhou', 'Huang'] },
  THA: { F: ['Malee', 'Ploy', 'Suda'], M: ['Somchai', 'Anan', 'Prasit'], surnames: ['Saetang', 'Boonmee', 'Chaiyo'] },
  MMR: { F: ['Thida', 'Khin'], M: ['Aung', 'Kyaw', 'Zaw'], surnames: ['Win', 'Htun', 'Oo', 'Naing'] },
  PHL: { F: ['Liza', 'Marites', 'Jocelyn'], M: ['Rodel', 'Jomar', 'Arnel'], surnames: ['Reyes', 'Bautista', 'Villanueva'] },
  KHM: { F: ['Sreymom', 'Chanthy'], M: ['Sokha', 'Vuthy', 'Rith'], surnames: ['Chea', 'Sok', 'Keo'] },
  MYS: { F: ['Aisyah', 'Lina'], M: ['Faizal', 'Ravi'], surnames: ['Abdullah', 'Tan', 'Nair'] },
  VNM: { F: ['Hoa', 'Thuy'], M: ['Minh', 'Duc'], surnames: ['Nguyen', 'Pham', 'Vo'] },
  SDN: { F: ['Amna'], M: ['Osman', 'Idris'], surnames: ['Eltayeb', 'Hamid'] },
  BHR: { F: ['Noora'], M: ['Yusuf', 'Khalid'], surnames: ['Alsayed', 'Mansoor'] },
  SGP: { F: ['Hui Min'], M: ['Kai Ming'], surnames: ['Lim', 'Ong'] },
  ARE: { F: ['Mariam'], M: ['Saif'], surnames: ['Alnuaimi'] },
  PRT: { F: ['Catarina'], M: ['Rui'], surnames: ['Nogueira', 'Barros'] },
}
export const DILI_SUCOS: Pool = [
  'Comoro',
  'Bairro Pite',
  'Becora',
  'Caicoli',
  'Fatuhada',
  'Hera',
  'Camea',
  'Colmera',
  'Motael',
  'Culuhun',
  'Vila Verde',
]
