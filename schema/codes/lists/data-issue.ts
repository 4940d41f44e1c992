import type { CodeList } from '../types.ts'

export const dataIssue: CodeList = {
  name: 'data-issue',
  description: 'Kind of issue that the hub raises about data, for people to resolve.',
  source: 'TIP Hub',
  codes: [
    {
      code: 'MISSING',
      labels: { en: 'Value missing', pt: 'Valor em falta', tet: 'Valór falta', id: 'Nilai tidak ada' },
      tetReview: 'uncertain',
    },
    {
      code: 'CONFLICT',
      labels: {
        en: 'Agencies differ',
        pt: 'Divergência entre instituições',
        tet: 'Diferensa entre instituisaun sira',
        id: 'Perbedaan antar lembaga',
      },
      tetReview: 'uncertain',
    },
    {
      code: 'DUPLICATE',
      labels: { en: 'Possible duplicate', pt: 'Possível duplicado', tet: 'Karik duplikadu', id: 'Kemungkinan ganda' },
      tetReview: 'uncertain',
    },
    {
      code: 'COUNT_UNIT',
      labels: {
        en: 'Different counting units',
        pt: 'Unidades de contagem diferentes',
        tet: 'Unidade kontajen la hanesan',
        id: 'Satuan hitung berbeda',
      },
      tetReview: 'uncertain',
    },
    {
      code: 'DATE_ORDER',
      labels: {
        en: 'Dates in an impossible order',
        pt: 'Ordem de datas impossível',
        tet: 'Orden data la loos',
        id: 'Urutan tanggal tidak mungkin',
      },
      tetReview: 'uncertain',
    },
    {
      code: 'CODE_UNMAPPED',
      labels: {
        en: 'Code without a mapping',
        pt: 'Código sem correspondência',
        tet: 'Kódigu la iha korrespondénsia',
        id: 'Kode tanpa padanan',
      },
      tetReview: 'uncertain',
    },
    {
      code: 'LATE',
      labels: { en: 'Recorded late', pt: 'Registo tardio', tet: 'Rejistu tarde', id: 'Terlambat dicatat' },
      tetReview: 'uncertain',
    },
    {
      code: 'LINK_UNCERTAIN',
      labels: {
        en: 'Link between records uncertain',
        pt: 'Ligação incerta entre registos',
        tet: 'Ligasaun la sertu',
        id: 'Kaitan tidak pasti',
      },
      tetReview: 'uncertain',
    },
    {
      code: 'ROLE_CONFLICT',
      labels: {
        en: 'Victim in one agency, suspect in another',
        pt: 'Vítima numa instituição, suspeita noutra',
        tet: 'Vítima iha instituisaun ida, suspeitu iha seluk',
      },
      tetReview: 'uncertain',
      note: 'Never merged by machine; people of both agencies look at it.',
    },
  ],
}
