import type { CodeList } from '../types.ts'

export const sector: CodeList = {
  name: 'sector',
  description: 'Economic sector of the exploitation; HTCDS values are the sections of ISIC Rev.4.',
  source: 'ISIC Rev.4 sections as in HTCDS 2.0 vic_ForcedLabourIndustry, split for the patterns seen in Timor-Leste',
  htcds: 'vic_ForcedLabourIndustry',
  codes: [
    {
      code: 'AGR',
      labels: { en: 'Agriculture', pt: 'Agricultura', tet: 'Agrikultura', id: 'Pertanian' },
      tetReview: 'likely',
      htcds: ['A_AgricultureForestryAndFishing'],
    },
    {
      code: 'FSH',
      labels: { en: 'Fishing vessels', pt: 'Pesca', tet: 'Peska', id: 'Perikanan' },
      tetReview: 'likely',
      htcds: ['A_AgricultureForestryAndFishing'],
    },
    {
      code: 'CON',
      labels: { en: 'Construction', pt: 'Construção', tet: 'Konstrusaun', id: 'Konstruksi' },
      tetReview: 'likely',
      htcds: ['F_Construction'],
    },
    {
      code: 'MAN',
      labels: { en: 'Manufacturing', pt: 'Indústria', tet: 'Indústria', id: 'Manufaktur' },
      tetReview: 'likely',
      htcds: ['C_Manufacturing'],
    },
    {
      code: 'HOS',
      labels: { en: 'Hotel, bar, restaurant', pt: 'Hotelaria e restauração', tet: 'Otél, bar, restorante', id: 'Hotel, bar, restoran' },
      tetReview: 'likely',
      htcds: ['I_AccommodationAndFoodServiceActivities'],
    },
    {
      code: 'DWK',
      labels: { en: 'Domestic work', pt: 'Trabalho doméstico', tet: 'Traballu doméstiku', id: 'Pekerjaan rumah tangga' },
      tetReview: 'attested',
      htcds: ['T_ActivitiesOfHouseholdsAsEmployers'],
    },
    {
      code: 'TRD',
      labels: { en: 'Shop, kiosk, street vending', pt: 'Comércio, venda ambulante', tet: "Negósiu / fa'an sasan", id: 'Perdagangan' },
      tetReview: 'uncertain',
      htcds: ['G_WholesaleAndRetailTradeRepairOfMotorVehicles'],
    },
    {
      code: 'TRN',
      labels: { en: 'Transport', pt: 'Transporte', tet: 'Transporte', id: 'Transportasi' },
      tetReview: 'likely',
      htcds: ['H_TransportationAndStorage'],
    },
    {
      code: 'CLN',
      labels: { en: 'Cleaning, care', pt: 'Limpeza, cuidados', tet: 'Hamoos, kuida' },
      tetReview: 'uncertain',
      htcds: ['N_AdministrativeAndSupportServiceActivities', 'Q_HumanHealthAndSocialWorkActivities'],
    },
    {
      code: 'ENT',
      labels: { en: 'Entertainment, karaoke, massage', pt: 'Diversão, karaoke, massagem', tet: 'Divertimentu', id: 'Hiburan' },
      tetReview: 'likely',
      htcds: ['R_ArtsEntertainmentAndRecreation', 'S_OtherServiceActivities'],
    },
    {
      code: 'ONL',
      labels: { en: 'Online gaming / scam compound', pt: 'Jogo e burla em linha', tet: 'Jogu online, burla' },
      tetReview: 'likely',
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
