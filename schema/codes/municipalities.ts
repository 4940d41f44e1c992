/** Facts about a municipality of Timor-Leste that its code alone does not tell. */
export interface Municipality {
  /** `TL-XX`, ISO 3166-2 where `isIso`. */
  readonly code: string
  /** False for Ataúro, which ISO 3166-2 did not list in the data seen (2025-07): `TL-AT` is a local extension. */
  readonly isIso: boolean
  readonly pt: string
  readonly tet: string
  readonly capital: string
  /** Code of the list `judicial-area`; areas as of 2007, Ataúro's assumed from Dili's. */
  readonly judicialArea: string
  /** Inhabitants, census of 2022, final result. */
  readonly census2022: number
  /** ISO date of the first day as a municipality. @default always */
  readonly validFrom?: string
  /** The municipality that held its territory before `validFrom`. */
  readonly partOf?: string
  /** Capitals, former district names, older and foreign spellings found in records. */
  readonly aliases: readonly string[]
  readonly borderPosts: readonly string[]
}

/** Source: census 2022 (INETL), ISO 3166-2:TL, Portuguese and Tetum names in official use. */
export const municipalities: readonly Municipality[] = [
  {
    code: 'TL-AL',
    isIso: true,
    pt: 'Aileu',
    tet: 'Aileu',
    capital: 'Aileu',
    judicialArea: 'DIL',
    census2022: 54_324,
    aliases: [],
    borderPosts: [],
  },
  {
    code: 'TL-AN',
    isIso: true,
    pt: 'Ainaro',
    tet: 'Ainaru',
    capital: 'Ainaro',
    judicialArea: 'SUA',
    census2022: 73_115,
    aliases: [],
    borderPosts: [],
  },
  {
    code: 'TL-AT',
    isIso: false,
    pt: 'Ataúro',
    tet: 'Ataúru',
    capital: 'Vila Maumeta',
    judicialArea: 'DIL',
    census2022: 10_295,
    validFrom: '2022-01-01',
    partOf: 'TL-DI',
    aliases: ['Vila Maumeta', 'Maumeta', 'Atauro'],
    borderPosts: [],
  },
  {
    code: 'TL-BA',
    isIso: true,
    pt: 'Baucau',
    tet: 'Baukau',
    capital: 'Baucau',
    judicialArea: 'BAU',
    census2022: 134_878,
    aliases: [],
    borderPosts: [],
  },
  {
    code: 'TL-BO',
    isIso: true,
    pt: 'Bobonaro',
    tet: 'Bobonaru',
    capital: 'Maliana',
    judicialArea: 'SUA',
    census2022: 106_639,
    aliases: ['Maliana'],
    borderPosts: ['BTG'],
  },
  {
    code: 'TL-CO',
    isIso: true,
    pt: 'Covalima',
    tet: 'Kovalima',
    capital: 'Suai',
    judicialArea: 'SUA',
    census2022: 73_933,
    aliases: ['Suai', 'Cova Lima', 'Cova-Lima'],
    borderPosts: ['SLL'],
  },
  {
    code: 'TL-DI',
    isIso: true,
    pt: 'Díli',
    tet: 'Díli',
    capital: 'Díli',
    judicialArea: 'DIL',
    census2022: 324_738,
    aliases: ['Dilli'],
    borderPosts: ['DIL', 'DLP'],
  },
  {
    code: 'TL-ER',
    isIso: true,
    pt: 'Ermera',
    tet: 'Ermera',
    capital: 'Gleno',
    judicialArea: 'DIL',
    census2022: 137_750,
    aliases: ['Gleno'],
    borderPosts: [],
  },
  {
    code: 'TL-LA',
    isIso: true,
    pt: 'Lautém',
    tet: 'Lautein',
    capital: 'Lospalos',
    judicialArea: 'BAU',
    census2022: 70_022,
    aliases: ['Lospalos', 'Los Palos'],
    borderPosts: [],
  },
  {
    code: 'TL-LI',
    isIso: true,
    pt: 'Liquiçá',
    tet: 'Likisá',
    capital: 'Liquiçá',
    judicialArea: 'DIL',
    census2022: 83_658,
    aliases: ['Liquiça'],
    borderPosts: [],
  },
  {
    code: 'TL-MT',
    isIso: true,
    pt: 'Manatuto',
    tet: 'Manatutu',
    capital: 'Manatuto',
    judicialArea: 'BAU',
    census2022: 50_859,
    aliases: [],
    borderPosts: [],
  },
  {
    code: 'TL-MF',
    isIso: true,
    pt: 'Manufahi',
    tet: 'Manufahi',
    capital: 'Same',
    judicialArea: 'SUA',
    census2022: 60_665,
    aliases: ['Same', 'Manufai'],
    borderPosts: [],
  },
  {
    code: 'TL-OE',
    isIso: true,
    pt: 'Oé-Cusse Ambeno (RAEOA)',
    tet: 'Oekusi-Ambenu',
    capital: 'Pante Macassar',
    judicialArea: 'OEC',
    census2022: 80_685,
    aliases: ['RAEOA', 'Oecusse', 'Oecussi', 'Oekusi', 'Oé-Cusse', 'Oe-Cusse Ambeno', 'Ambeno', 'Pante Macassar'],
    borderPosts: ['SKT', 'BBM'],
  },
  {
    code: 'TL-VI',
    isIso: true,
    pt: 'Viqueque',
    tet: 'Vikeke',
    capital: 'Viqueque',
    judicialArea: 'BAU',
    census2022: 80_176,
    aliases: [],
    borderPosts: [],
  },
]
