import type { CodeList } from '../types.ts'

export const perpetratorRole: CodeList = {
  name: 'perpetrator-role',
  description: 'Role in the trafficking process.',
  source: 'HTCDS 2.0 per_RoleInProcess, reduced',
  htcds: 'per_RoleInProcess',
  codes: [
    {
      code: 'RCR',
      labels: { en: 'Recruiter', pt: 'Recrutador', tet: 'Rekrutadór', id: 'Perekrut' },
      tetReview: 'likely',
      htcds: ['RecruiterOrIntermediary', 'BrokerTravelAgent'],
    },
    {
      code: 'TRN',
      labels: { en: 'Transporter', pt: 'Transportador', tet: 'Transportadór', id: 'Pengangkut' },
      tetReview: 'likely',
      htcds: ['Transporter', 'TravellingPartner', 'Smuggler', 'TransferredIndividual'],
    },
    { code: 'DOC', labels: { en: 'Document fixer', pt: 'Falsificador', id: 'Pemalsu dokumen' } },
    { code: 'HBR', labels: { en: 'Harbourer', pt: 'Alojador', id: 'Penampung' }, htcds: ['HarbouredIndividual', 'ReceivedIndividual'] },
    {
      code: 'EXP',
      labels: { en: 'Exploiter or employer', pt: 'Explorador', tet: 'Esploradór', id: 'Pengeksploitasi' },
      tetReview: 'likely',
      htcds: ['Exploiter', 'ControlledIndividual', 'Abuser', 'Kidnapper'],
    },
    {
      code: 'FIN',
      labels: { en: 'Organiser or financier', pt: 'Organizador', tet: 'Organizadór', id: 'Pengatur atau pemodal' },
      tetReview: 'likely',
      htcds: ['SoldIndividual'],
    },
    { code: 'FAM', labels: { en: 'Family facilitator', pt: 'Familiar facilitador', tet: 'Família fasilitadór' }, tetReview: 'likely' },
    {
      code: 'CLI',
      labels: { en: 'Buyer or client', pt: 'Cliente', tet: 'Kliente', id: 'Pembeli' },
      tetReview: 'likely',
      htcds: ['BoughtIndividual'],
    },
    {
      code: 'OFF',
      labels: { en: 'Complicit official', pt: 'Funcionário', tet: 'Funsionáriu', id: 'Pejabat yang terlibat' },
      tetReview: 'attested',
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely', htcds: ['Other'] },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
