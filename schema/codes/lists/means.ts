import type { CodeList } from '../types.ts'

export const means: CodeList = {
  name: 'means',
  description: 'Means and methods of control; where the victim is a child none is needed.',
  source: 'Union of HTCDS 2.0 vic_MethodsOfControl, the HTCDS field definitions, CTDC and Palermo Protocol art. 3',
  htcds: 'vic_MethodsOfControl',
  codes: [
    {
      code: 'FRC',
      labels: { en: 'Force, physical abuse', pt: 'Violência física', tet: 'Violénsia fízika', id: 'Kekerasan fisik' },
      tetReview: 'likely',
      htcds: ['PhysicalAbuse'],
    },
    {
      code: 'SXA',
      labels: { en: 'Sexual abuse', pt: 'Abuso sexual', tet: 'Abuzu seksuál', id: 'Kekerasan seksual' },
      tetReview: 'likely',
      htcds: ['SexualAbuse'],
    },
    {
      code: 'PSY',
      labels: { en: 'Psychological abuse', pt: 'Abuso psicológico', tet: 'Violénsia psikolójika', id: 'Kekerasan psikis' },
      tetReview: 'likely',
      htcds: ['PsychologicalAbuse'],
    },
    {
      code: 'THR',
      labels: { en: 'Threats to the person', pt: 'Ameaças', tet: 'Ameasa', id: 'Ancaman' },
      tetReview: 'likely',
      htcds: ['PhysicalThreats'],
    },
    {
      code: 'THF',
      labels: { en: 'Threats to family or children; uses children', pt: 'Ameaças à família; uso dos filhos', tet: 'Ameasa ba família' },
      tetReview: 'likely',
      htcds: ['ThreatensChildrenFamily'],
    },
    {
      code: 'THL',
      labels: { en: 'Threat of police or immigration', pt: 'Ameaça de denúncia às autoridades', tet: 'Ameasa ho polísia / imigrasaun' },
      tetReview: 'uncertain',
      htcds: ['ThreatsLawEnforcement'],
    },
    { code: 'ABD', labels: { en: 'Abduction', pt: 'Rapto', tet: 'Raptu', id: 'Penculikan' }, tetReview: 'likely' },
    {
      code: 'DEC',
      labels: { en: 'Deception, false promises', pt: 'Engano, falsas promessas', tet: 'Promesa falsu', id: 'Penipuan, janji palsu' },
      tetReview: 'attested',
      htcds: ['FalsePromises'],
    },
    { code: 'FRD', labels: { en: 'Fraud (contract, documents)', pt: 'Fraude', tet: 'Fraude' }, tetReview: 'likely' },
    {
      code: 'POW',
      labels: { en: 'Abuse of power or family authority', pt: 'Abuso de autoridade', tet: 'Abuzu podér', id: 'Penyalahgunaan kekuasaan' },
      tetReview: 'likely',
    },
    {
      code: 'VUL',
      labels: { en: 'Abuse of vulnerability', pt: 'Aproveitamento de vulnerabilidade', tet: 'Aproveita vulnerabilidade' },
      tetReview: 'likely',
    },
    {
      code: 'PAY',
      labels: { en: 'Payment to a person in control', pt: 'Pagamento a quem tem controlo', tet: "Selu ba ema ne'ebé kontrola" },
      tetReview: 'uncertain',
    },
    {
      code: 'DEB',
      labels: { en: 'Debt bondage', pt: 'Servidão por dívida', tet: 'Tusan', id: 'Jeratan utang' },
      tetReview: 'uncertain',
      htcds: ['DebtBondage'],
    },
    {
      code: 'WAG',
      labels: { en: 'Takes earnings / financial restriction', pt: 'Retenção de salário', tet: 'Hadau saláriu' },
      tetReview: 'uncertain',
      htcds: ['TakesEarnings', 'RestrictsFinancialAccess'],
    },
    {
      code: 'DOC',
      labels: { en: 'Withholds documents', pt: 'Retenção de documentos', tet: 'Kaer dokumentu', id: 'Penahanan dokumen' },
      tetReview: 'uncertain',
      htcds: ['WithholdsDocuments'],
    },
    {
      code: 'MOV',
      labels: { en: 'Restricts movement', pt: 'Restrição de movimentos', tet: 'Taka movimentu' },
      tetReview: 'uncertain',
      note: 'The HTCDS field definitions have RestrictsMovement; its value list does not.',
    },
    {
      code: 'MED',
      labels: { en: 'Restricts medical care', pt: 'Restrição de cuidados de saúde', tet: 'Hapara asesu saúde' },
      tetReview: 'uncertain',
      htcds: ['RestrictsMedicalCare'],
    },
    {
      code: 'NEC',
      labels: { en: 'Withholds food, water, shelter', pt: 'Privação de bens essenciais', tet: 'La fó hahán, bee, uma' },
      tetReview: 'uncertain',
      htcds: ['WithholdsNecessities'],
    },
    {
      code: 'DRG',
      labels: { en: 'Drugs or alcohol', pt: 'Substâncias psicoativas', tet: 'Droga ka álkool', id: 'Narkoba atau alkohol' },
      tetReview: 'likely',
      htcds: ['PsychoactiveSubstance'],
    },
    {
      code: 'HRS',
      labels: { en: 'Excessive working hours', pt: 'Horário excessivo', tet: 'Oras servisu liu limite', id: 'Jam kerja berlebihan' },
      tetReview: 'uncertain',
      htcds: ['ExcessiveWorkingHours'],
    },
    { code: 'OTH', labels: { en: 'Other', pt: 'Outro', tet: 'Seluk', id: 'Lainnya' }, tetReview: 'likely', htcds: ['Other'] },
    { code: 'UNK', labels: { en: 'Not recorded', pt: 'Não registado', tet: 'Deskoñesidu', id: 'Tidak tercatat' }, tetReview: 'attested' },
  ],
}
