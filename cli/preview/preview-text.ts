import pc from 'picocolors'
import type { AnsweredRecord } from '../../subgraphs/index.ts'
import { printable } from '../screen.ts'
import type { KindPreview, Preview, PreviewedStatement } from './preview.ts'

const GAPS: Readonly<Record<string, string>> = {
  WITHHELD: pc.yellow('withheld'),
  NOT_RECORDED: pc.dim('not recorded'),
  NOT_HELD: pc.dim('not held'),
  UNMAPPED: pc.red('not mapped: the value has no place in the shared language'),
}

/** The preview for a terminal. */
export function previewText({ agency, policyVersion, viewer, day, kinds }: Preview): string {
  const who = `${viewer.agency}: ${viewer.roles.join(', ')}, for ${viewer.purpose}, on ${day}`
  return [`${pc.bold(agency)} as seen by ${pc.bold(who)} (policy version ${policyVersion})`, ...kinds.map(kindText)].join('\n\n')
}

function kindText({ kind, records, hasMore, reasons, statements }: KindPreview): string {
  const count =
    records.length === 0
      ? 'no record is shown'
      : `${records.length} ${records.length === 1 ? 'record' : 'records'}${hasMore ? ', more follow' : ''}`
  return [
    `${pc.bold(kind)}  ${count}`,
    ...records.map((record, index) => recordText(record, index)),
    ...reasonLines(reasons),
    ...statements.flatMap(statementLines),
  ].join('\n')
}

/** One line per field, aligned. A field that has a value and a gap (a list of which a part is not mapped) shows both. */
function recordText({ values, gaps }: AnsweredRecord, index: number): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length))
  return Object.entries(values)
    .map(([name, value], line) => {
      const gap = gaps[name] === undefined ? undefined : (GAPS[gaps[name]] ?? gaps[name])
      const shown = value === null || (Array.isArray(value) && value.length === 0 && gap !== undefined) ? [] : [printable(valueText(value))]
      return `${line === 0 ? `${index + 1}`.padStart(4) : '    '}  ${name.padEnd(width)}  ${[...shown, ...(gap === undefined ? [] : [gap])].join('  ')}`
    })
    .join('\n')
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join('; ')
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .filter((part) => part !== null)
      .map(String)
      .join(' ')
  return String(value)
}

/** Fields with the same reason stand together. */
function reasonLines(reasons: KindPreview['reasons']): readonly string[] {
  const fields = new Map<string, string[]>()
  for (const { coordinate, text } of reasons) {
    const field = coordinate.slice(coordinate.indexOf('.') + 1)
    const known = fields.get(text)
    if (known) known.push(field)
    else fields.set(text, [field])
  }
  return fields.size === 0 ? [] : [pc.dim('  why:'), ...[...fields].map(([text, names]) => `  ${pc.cyan(names.join(', '))}: ${text}`)]
}

function statementLines({ sql, rows, durationMs, plan }: PreviewedStatement): readonly string[] {
  const estimate = [
    ...(plan.cost === undefined ? [] : [`cost ${plan.cost}`]),
    ...(plan.rows === undefined ? [] : [`about ${plan.rows} rows`]),
  ].join(', ')
  return [
    `  ${pc.dim(`SQL, ${rows} rows in ${durationMs} ms${estimate === '' ? '' : `; the database expects ${estimate}`}`)}`,
    ...`${sql}`.split('\n').map((line) => `    ${printable(line)}`),
    ...plan.lines.map((line) => `      ${pc.dim(printable(line))}`),
    ...(plan.wholeTables.length === 0
      ? []
      : [
          `    ${pc.yellow(`reads the whole of ${plan.wholeTables.map(printable).join(', ')}`)}: small tables may; for others see tip-hub grants`,
        ]),
  ]
}
