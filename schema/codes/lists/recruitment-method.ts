import type { CodeList } from '../types.ts'

export const recruitmentMethod: CodeList = {
  name: 'recruitment-method',
  description: 'How the person was recruited: the HTCDS values, and three that Timor-Leste needs.',
  source: 'HTCDS 2.0 vic_MethodOfRecruitment; AGT, VIL, SLF by TIP Hub',
  htcds: 'vic_MethodOfRecruitment',
  codes: [
    {
      code: 'BUS',
      labels: { en: 'At a place of business', pt: 'Em estabelecimento comercial', tet: 'Iha fatin negósiu' },
      tetReview: 'uncertain',
      htcds: ['AtAPlaceOfBusiness'],
    },
    {
      code: 'SCH',
      labels: { en: 'At an educational institution', pt: 'Em estabelecimento de ensino', tet: 'Iha eskola', id: 'Di sekolah' },
      tetReview: 'likely',
      htcds: ['AtAnEducationalInstitution'],
    },
    {
      code: 'WRK',
      labels: { en: 'At work', pt: 'No local de trabalho', tet: 'Iha servisu-fatin', id: 'Di tempat kerja' },
      tetReview: 'likely',
      htcds: ['AtWork'],
    },
    {
      code: 'SOC',
      labels: {
        en: 'Through online social networks',
        pt: 'Através das redes sociais',
        tet: 'Liuhosi rede sosiál',
        id: 'Melalui media sosial',
      },
      tetReview: 'likely',
      htcds: ['ThroughOnlineSocialNetworks'],
    },
    {
      code: 'ADV',
      labels: {
        en: 'Through an online advertisement',
        pt: 'Através de anúncio em linha',
        tet: 'Liuhosi anúnsiu online',
        id: 'Melalui iklan daring',
      },
      tetReview: 'uncertain',
      htcds: ['ThroughAnOnlineAdvertisement'],
    },
    {
      code: 'TVA',
      labels: {
        en: 'Through a television advert',
        pt: 'Através de anúncio na televisão',
        tet: 'Liuhosi anúnsiu televizaun',
        id: 'Melalui iklan televisi',
      },
      tetReview: 'uncertain',
      htcds: ['ThroughATelevisionAdvert'],
    },
    {
      code: 'NWS',
      labels: {
        en: 'Through a newspaper advert',
        pt: 'Através de anúncio no jornal',
        tet: 'Liuhosi anúnsiu jornál',
        id: 'Melalui iklan koran',
      },
      tetReview: 'uncertain',
      htcds: ['ThroughANewspaperAdvert'],
    },
    {
      code: 'FAM',
      labels: { en: 'Through family or family events', pt: 'Através da família', tet: 'Liuhosi família', id: 'Melalui keluarga' },
      tetReview: 'likely',
      htcds: ['ThroughFamilyOrFamilyEvents'],
    },
    {
      code: 'FRI',
      labels: { en: 'Through friends or social events', pt: 'Através de amigos', tet: 'Liuhosi kolega', id: 'Melalui teman' },
      tetReview: 'likely',
      htcds: ['ThroughFriendsOrSocialEvents'],
    },
    {
      code: 'AGT',
      labels: { en: 'Through a labour agent', pt: 'Agência / angariador', tet: 'Ajente rekrutamentu', id: 'Agen tenaga kerja' },
      tetReview: 'likely',
    },
    {
      code: 'VIL',
      labels: {
        en: 'Through a village or community leader',
        pt: 'Liderança comunitária',
        tet: 'Lider komunitáriu',
        id: 'Pemimpin masyarakat',
      },
      tetReview: 'likely',
    },
    { code: 'SLF', labels: { en: 'Self-initiated travel', pt: 'Iniciativa própria', tet: 'Inisiativa rasik' }, tetReview: 'likely' },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely', htcds: ['Other'] },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
