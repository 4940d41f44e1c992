import type { AgencyCode } from '../world/index.ts'

/** A text of sensitivity class 4 (narrative, health, shelter, safety) that stands in one institution's own database. */
export interface Canary {
  readonly agency: AgencyCode
  readonly table: string
  readonly column: string
  /** A part of the cell that occurs nowhere else in the demo. */
  readonly text: string
}

/** What no answer, log or error of the hub may ever contain. */
export const CANARIES: readonly Canary[] = [
  { agency: 'pntl', table: 'livru_kazu', column: 'deskrisaun', text: 'ema ida promete servisu diak' },
  { agency: 'pntl', table: 'vitima', column: 'kondisaun_saude', text: 'labele toba kalan' },
  { agency: 'pntl', table: 'refere', column: 'detalle', text: 'karta haruka ho ajente' },
  { agency: 'pcic', table: 'processo_investigacao', column: 'resumo', text: 'o documento lhe foi retirado' },
  { agency: 'pcic', table: 'interveniente', column: 'observacoes', text: 'sinais de ansiedade' },
  { agency: 'pcic', table: 'diligencia', column: 'relatorio', text: 'Foi ouvida a ofendida' },
  { agency: 'pgr', table: 'DESPACHO', column: 'TEXTO', text: 'fundamentos constantes dos autos' },
  { agency: 'courts', table: 'decisoes', column: 'texto', text: 'Acordam os juízes' },
  { agency: 'courts', table: 'audiencias', column: 'motivo', text: 'falta de testemunha' },
  { agency: 'mssi', table: 'cases', column: 'data', text: 'labele fó hatene hela-fatin' },
  { agency: 'mssi', table: 'transitions', column: 'notes', text: 'caller asks that the family' },
  { agency: 'mssi-adults', table: 'dadus_vbj', column: 'Obs.', text: 'Kondisaun saúde' },
  { agency: 'migration', table: 'IrregularCase', column: 'InterviewNotes', text: 'avoids eye contact' },
  { agency: 'mnec', table: 'casos_consulares', column: 'Observações', text: 'alojado em local não revelado' },
  { agency: 'alfela', table: 'kliente', column: 'istoria', text: 'segredu profisionál' },
  { agency: 'fokupers', table: 'benefisiariu', column: 'hela_fatin_uma_mahon', text: 'hela-fatin segredu' },
  { agency: 'fokupers', table: 'benefisiariu', column: 'notas', text: 'família seidauk hatene' },
  { agency: 'jsmp', table: 'case_summaries', column: 'JSMP_comment', text: 'JSMP appreciates that the court' },
  { agency: 'pradet', table: 'clients', column: 'sessions', text: 'Client slept badly' },
]
