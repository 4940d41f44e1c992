import type { PolicyLanguage } from '../../schema/index.ts'

/** Words of the printed matrix. Tetum has not been reviewed by a speaker; the page says so. */
export interface PageWords {
  readonly title: string
  readonly intro: string
  readonly onDay: string
  readonly field: string
  readonly class: string
  readonly anyRole: string
  readonly policyVersion: string
  readonly inFull: string
  readonly orCoarser: string
  readonly urgent: string
  readonly rules: string
  readonly rule: string
  readonly forbid: string
  readonly condition: string
  readonly reason: string
  readonly nobody: string
  readonly legend: string
  readonly others: string
}

export const PAGE_WORDS: Readonly<Record<PolicyLanguage, PageWords>> = {
  en: {
    title: 'Who may see what',
    intro: 'What each institution shows to whom, and for which purpose. What is not named here is withheld.',
    onDay: 'As the rules stand on',
    field: 'Field',
    class: 'Class',
    anyRole: 'any role',
    policyVersion: 'policy version',
    inFull: 'in full',
    orCoarser: 'in full in some rows, coarser in the others',
    urgent: 'only in an emergency that a second person approves',
    rules: 'Rules',
    rule: 'Rule',
    forbid: 'forbids',
    condition: 'Only where',
    reason: 'Reason given by the institution',
    nobody: 'Nothing is shown to anybody.',
    legend: 'Legend',
    others: 'Nobody else sees anything.',
  },
  pt: {
    title: 'Quem pode ver o quê',
    intro: 'O que cada instituição mostra, a quem e para que finalidade. O que não está aqui é reservado.',
    onDay: 'Segundo as regras em',
    field: 'Campo',
    class: 'Classe',
    anyRole: 'qualquer função',
    policyVersion: 'versão da política',
    inFull: 'na íntegra',
    orCoarser: 'na íntegra em alguns registos, menos preciso nos outros',
    urgent: 'só em emergência aprovada por uma segunda pessoa',
    rules: 'Regras',
    rule: 'Regra',
    forbid: 'proíbe',
    condition: 'Apenas onde',
    reason: 'Fundamento indicado pela instituição',
    nobody: 'Nada é mostrado a ninguém.',
    legend: 'Legenda',
    others: 'Mais ninguém vê nada.',
  },
  tet: {
    title: 'Sé mak bele haree saida',
    intro: 'Saida mak instituisaun ida-idak hatudu, ba sé no ho finalidade saida. Buat ne’ebé la temi iha ne’e la fó sai.',
    onDay: 'Tuir regra iha loron',
    field: 'Kampu',
    class: 'Klase',
    anyRole: 'funsaun hotu',
    policyVersion: 'versaun polítika',
    inFull: 'kompletu',
    orCoarser: 'kompletu iha rejistu balun, la kompletu iha seluk',
    urgent: "iha emerjénsia de'it, ne’ebé ema seluk aprova",
    rules: 'Regra sira',
    rule: 'Regra',
    forbid: 'bandu',
    condition: "De'it bainhira",
    reason: 'Razaun husi instituisaun',
    nobody: 'La hatudu buat ida ba ema ida.',
    legend: 'Lejenda',
    others: 'Ema seluk la haree buat ida.',
  },
}
