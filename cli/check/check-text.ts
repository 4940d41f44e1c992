import pc from 'picocolors'
import { CHECK_STAGES, type CheckStage, type FieldRate, type Finding } from '../../adapters/index.ts'
import { printable } from '../screen.ts'

export interface CheckReport {
  readonly agency: string | null
  /** Whether nothing was found that does not work. */
  readonly ok: boolean
  readonly offline: boolean
  readonly findings: readonly Finding[]
  /** Stages that were looked at; the others need what failed, or a database. */
  readonly reached: readonly CheckStage[]
  readonly rates: readonly FieldRate[]
  /** Files of the folder that were written. */
  readonly written: readonly string[]
}

const TITLES: Readonly<Record<CheckStage, string>> = {
  file: 'the files',
  vocabulary: 'the shared language',
  policy: 'the policy',
  connection: 'connection and rights',
  metadata: 'tables and columns',
  data: 'values',
}
const MARKS = { error: pc.red('error'), warning: pc.yellow('warning'), info: pc.dim('note') } as const
const OFFLINE: readonly CheckStage[] = ['file', 'vocabulary', 'policy']

/** The result for a terminal: one stage after the other, each finding with its place and how to mend it. */
export const checkText = ({ agency, findings, reached, rates, written, offline, ok }: CheckReport): string => {
  const stages = CHECK_STAGES.filter((stage) => !offline || OFFLINE.includes(stage)).map((stage) => {
    if (!reached.includes(stage)) return pc.dim(`– ${TITLES[stage]}: not looked at, mend the errors before it first`)
    const own = findings.filter((finding) => finding.stage === stage)
    return [`${markOf(own)} ${TITLES[stage]}`, ...own.map(findingText)].join('\n')
  })
  const count = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length
  const sum = `${agency ?? 'the folder'}: ${count('error')} error(s), ${count('warning')} warning(s), ${count('info')} note(s)`
  return [...stages, ...ratesText(rates), ...written.map((file) => `wrote ${file}`), ok ? pc.green(sum) : pc.red(sum)].join('\n')
}

const markOf = (own: readonly Finding[]): string =>
  own.some(({ severity }) => severity === 'error')
    ? pc.red('✗')
    : own.some(({ severity }) => severity === 'warning')
      ? pc.yellow('!')
      : pc.green('✓')

const findingText = ({ severity, code, where, what, remedy }: Finding): string =>
  `  ${MARKS[severity]} ${code} ${printable(where)}\n    ${printable(what)}\n    ${pc.dim(`→ ${printable(remedy)}`)}`

/** How often each field is recorded, in rounded shares. */
function ratesText(rates: readonly FieldRate[]): readonly string[] {
  const kinds = [...new Set(rates.map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const own = rates.filter((rate) => rate.kind === kind)
    const shares = own.map(({ field, rows, recorded }) => `${field} ${rows === 0 ? '–' : `${Math.round((100 * recorded) / rows)} %`}`)
    return pc.dim(`  ${kind}, ${own[0]?.rows ?? 0} rows looked at, recorded: ${shares.join(', ')}`)
  })
}
