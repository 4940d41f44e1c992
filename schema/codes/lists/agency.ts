import type { CodeList } from '../types.ts'

export const agency: CodeList = {
  name: 'agency',
  description:
    'Institutions and organisations, with the short codes used throughout the hub. Membership of the commission is data, not code.',
  source: 'Law 3/2017; Decree-Law 9/2021; National Action Plan 2026–2030',
  codes: [
    {
      code: 'pntl',
      labels: {
        en: 'National Police, Vulnerable Persons Unit (PNTL-VPU)',
        pt: 'Polícia Nacional, Unidade de Pessoas Vulneráveis (PNTL-VPU)',
        tet: 'Polísia Nasionál, Unidade Ema Vulneravel (PNTL-VPU)',
      },
      tetReview: 'likely',
      aliases: ['PNTL', 'VPU', 'UPV', 'Polísia'],
    },
    {
      code: 'pcic',
      labels: {
        en: 'Scientific Criminal Investigation Police (PCIC)',
        pt: 'Polícia Científica de Investigação Criminal (PCIC)',
        tet: 'Polísia Sientífika Investigasaun Kriminál (PCIC)',
      },
      tetReview: 'likely',
      aliases: ['PCIC'],
    },
    {
      code: 'migration',
      labels: { en: 'Migration Service', pt: 'Serviço de Migração', tet: 'Servisu Migrasaun', id: 'Dinas Imigrasi' },
      tetReview: 'likely',
      aliases: ['SM', 'Migração', 'Migrasaun', 'Imigrasaun'],
    },
    {
      code: 'pgr',
      labels: {
        en: 'Office of the Prosecutor-General (PGR)',
        pt: 'Procuradoria-Geral da República (PGR)',
        tet: 'Prokuradoria Jerál Repúblika (PGR)',
        id: 'Kejaksaan Agung',
      },
      tetReview: 'likely',
      aliases: ['PGR', 'MP', 'Ministério Público', 'Ministériu Públiku'],
    },
    {
      code: 'courts',
      labels: { en: 'Courts', pt: 'Tribunais', tet: 'Tribunál sira', id: 'Pengadilan' },
      tetReview: 'likely',
      aliases: ['Tribunal', 'Tribunál'],
    },
    {
      code: 'mssi',
      labels: {
        en: 'Ministry of Social Solidarity and Inclusion, child protection (MSSI)',
        pt: 'Ministério da Solidariedade Social e Inclusão, proteção de crianças (MSSI)',
        tet: 'Ministériu Solidariedade Sosiál no Inkluzaun, protesaun labarik (MSSI)',
      },
      tetReview: 'likely',
      aliases: ['MSSI', 'MSS'],
    },
    {
      code: 'mssi-adults',
      labels: {
        en: 'Ministry of Social Solidarity and Inclusion, adults (MSSI)',
        pt: 'Ministério da Solidariedade Social e Inclusão, adultos (MSSI)',
        tet: 'Ministériu Solidariedade Sosiál no Inkluzaun, adultu (MSSI)',
      },
      tetReview: 'likely',
      broader: 'mssi',
    },
    {
      code: 'mnec',
      labels: {
        en: 'Ministry of Foreign Affairs and Cooperation (MNEC)',
        pt: 'Ministério dos Negócios Estrangeiros e Cooperação (MNEC)',
        tet: 'Ministériu Negósiu Estranjeiru no Kooperasaun (MNEC)',
        id: 'Kementerian Luar Negeri dan Kerja Sama',
      },
      tetReview: 'likely',
      aliases: ['MNEC', 'Embaixada', 'Consulado'],
    },
    {
      code: 'alfela',
      labels: {
        en: 'Legal aid for women and children (ALFeLa)',
        pt: 'Assistência Legal para Mulheres e Crianças (ALFeLa)',
        tet: 'Asisténsia Legál ba Feto no Labarik (ALFeLa)',
      },
      tetReview: 'likely',
      aliases: ['ALFeLa'],
    },
    {
      code: 'jsmp',
      labels: {
        en: 'Judicial System Monitoring Programme (JSMP)',
        pt: 'Programa de Monitorização do Sistema Judicial (JSMP)',
        tet: 'Programa Monitorizasaun Sistema Judisiál (JSMP)',
      },
      tetReview: 'likely',
      aliases: ['JSMP'],
    },
    {
      code: 'fokupers',
      labels: {
        en: 'Communication Forum for Women (FOKUPERS)',
        pt: 'Fórum de Comunicação para as Mulheres (FOKUPERS)',
        tet: 'Forum Komunikasaun ba Feto (FOKUPERS)',
      },
      tetReview: 'likely',
      aliases: ['FOKUPERS'],
    },
    {
      code: 'pradet',
      labels: {
        en: 'Psychosocial Recovery and Development (PRADET)',
        pt: 'Recuperação e Desenvolvimento Psicossocial (PRADET)',
        tet: 'PRADET (Fatin Hakmatek)',
      },
      tetReview: 'attested',
      aliases: ['PRADET', 'Fatin Hakmatek'],
    },
    {
      code: 'klatu',
      labels: {
        en: 'Commission to Combat Trafficking in Persons (KLATU)',
        pt: 'Comissão de Luta contra o Tráfico de Pessoas (KLATU)',
        tet: 'Komisaun Luta Anti-Tráfiku Umanu (KLATU)',
      },
      tetReview: 'attested',
      aliases: ['KLATU', 'CLCTP'],
    },
    {
      code: 'ombudsman',
      labels: {
        en: 'Ombudsman for Human Rights and Justice (PDHJ)',
        pt: 'Provedoria dos Direitos Humanos e Justiça (PDHJ)',
        tet: 'Provedoria Direitus Umanus no Justisa (PDHJ)',
        id: 'Ombudsman Hak Asasi Manusia dan Keadilan',
      },
      tetReview: 'likely',
      aliases: ['PDHJ'],
    },
    { code: 'casa-vida', labels: { en: 'Casa Vida', pt: 'Casa Vida', tet: 'Casa Vida' }, tetReview: 'attested' },
    { code: 'uma-paz', labels: { en: 'Uma Paz', pt: 'Casa Paz', tet: 'Uma Paz' }, tetReview: 'attested' },
    {
      code: 'uma-mahon-maria-tapo',
      labels: { en: 'Uma Mahon Maria Tapo', pt: 'Uma Mahon Maria Tapo', tet: 'Uma Mahon Maria Tapo' },
      tetReview: 'attested',
    },
    {
      code: 'iom',
      labels: {
        en: 'International Organization for Migration (IOM)',
        pt: 'Organização Internacional para as Migrações (OIM)',
        tet: 'Organizasaun Internasionál ba Migrasaun (OIM)',
        id: 'Organisasi Internasional untuk Migrasi',
      },
      tetReview: 'likely',
      aliases: ['IOM', 'OIM'],
    },
    {
      code: 'partner',
      labels: { en: 'Partner organisation', pt: 'Organização parceira', tet: 'Organizasaun parseiru', id: 'Organisasi mitra' },
      tetReview: 'likely',
    },
    { code: 'other', labels: { en: 'Other', pt: 'Outra', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely' },
  ],
}
