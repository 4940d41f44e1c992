import type { CodeList } from '../types.ts'

export const offence: CodeList = {
  name: 'offence',
  description: 'Offences by article of the Penal Code, and the neighbouring ones under which trafficking is first filed.',
  source: 'Penal Code (Decree-Law 19/2009) as amended by Law 3/2017; Law 7/2010; Law 11/2017',
  codes: [
    {
      code: '163',
      labels: { en: 'Trafficking in persons', pt: 'Tráfico de pessoas', tet: 'Tráfiku umanu', id: 'Perdagangan orang' },
      tetReview: 'attested',
      aliases: ['art. 163', 'trafiku umanu', 'tráfico humano'],
    },
    {
      code: '164',
      labels: { en: 'Aggravated trafficking in persons', pt: 'Tráfico de pessoas: agravação', tet: 'Tráfiku umanu agravadu' },
      tetReview: 'likely',
      aliases: ['art. 164'],
    },
    {
      code: '162',
      labels: { en: 'Slavery', pt: 'Escravidão', tet: 'Eskravidaun', id: 'Perbudakan' },
      tetReview: 'likely',
      aliases: ['art. 162'],
    },
    {
      code: '165',
      labels: { en: 'Trafficking in human organs', pt: 'Tráfico de órgãos humanos', tet: 'Tráfiku órgaun umanu' },
      tetReview: 'uncertain',
      aliases: ['art. 165'],
    },
    {
      code: '166',
      labels: { en: 'Sale of persons', pt: 'Venda de pessoas', tet: "Fa'an ema" },
      tetReview: 'uncertain',
      aliases: ['art. 166'],
      note: "`Fa'an ema` is attested as the plain word for trafficking, not for this article.",
    },
    {
      code: '174',
      labels: { en: 'Sexual exploitation of another', pt: 'Exploração sexual de terceiro', tet: 'Esplorasaun seksuál ba ema seluk' },
      tetReview: 'uncertain',
      aliases: ['art. 174'],
    },
    {
      code: '175',
      labels: { en: 'Child prostitution', pt: 'Prostituição de menor', tet: 'Prostituisaun menór' },
      tetReview: 'uncertain',
      aliases: ['art. 175'],
    },
    {
      code: '176',
      labels: { en: 'Child pornography', pt: 'Pornografia de menor', tet: 'Pornografia menór' },
      tetReview: 'uncertain',
      aliases: ['art. 176'],
    },
    {
      code: '188',
      labels: { en: 'Criminal association', pt: 'Associação criminosa', tet: 'Asosiasaun kriminoza' },
      tetReview: 'likely',
      aliases: ['art. 188'],
    },
    {
      code: 'VD',
      labels: {
        en: 'Domestic violence (Law 7/2010)',
        pt: 'Violência doméstica (Lei 7/2010)',
        tet: 'Violénsia doméstika',
        id: 'Kekerasan dalam rumah tangga',
      },
      tetReview: 'likely',
      aliases: ['violénsia doméstika'],
    },
    {
      code: 'MIG',
      labels: { en: 'Migration offence (Law 11/2017)', pt: 'Crime de migração (Lei 11/2017)', tet: 'Krime migrasaun' },
      tetReview: 'uncertain',
    },
    { code: 'OUT', labels: { en: 'Other offence', pt: 'Outro crime', tet: 'Krime seluk', id: 'Tindak pidana lain' }, tetReview: 'likely' },
  ],
}
