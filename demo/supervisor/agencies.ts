/** The thirteen adapters of the demonstration, in the order of their ports; and where each one's database lies. */
export const DEMO_AGENCIES = [
  { code: 'pntl', source: 'postgres', what: 'Vulnerable Persons Unit of the police, Tetum and Indonesian codes' },
  { code: 'pcic', source: 'postgres', what: 'criminal investigation police, formal Portuguese' },
  { code: 'migration', source: 'sqlite', what: 'Migration Service, border movements' },
  { code: 'pgr', source: 'postgres', what: 'Prosecutor-General, upper-case Portuguese' },
  { code: 'courts', source: 'mysql', what: 'courts, dates and sentences as text' },
  { code: 'mssi', source: 'postgres', what: 'social ministry, children in Primero (JSONB)' },
  { code: 'mssi-adults', source: 'files', what: 'social ministry, adults in a workbook' },
  { code: 'mnec', source: 'files', what: 'foreign affairs, consular cases in CSV' },
  { code: 'alfela', source: 'sqlite', what: 'legal aid, Tetum headings' },
  { code: 'jsmp', source: 'files', what: 'court monitoring, CSV' },
  { code: 'fokupers', source: 'sqlite', what: 'shelter, Tetum' },
  { code: 'pradet', source: 'files', what: 'psychosocial care, JSON' },
  { code: 'klatu', source: 'files', what: "the commission's yearly totals, a workbook" },
] as const

export type DemoAgency = (typeof DEMO_AGENCIES)[number]
