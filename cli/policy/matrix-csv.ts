import type { MatrixRow } from '../../schema/index.ts'

const HEADER = [
  'agency',
  'policyVersion',
  'coordinate',
  'class',
  'recipientAgency',
  'recipientRole',
  'purpose',
  'effect',
  'forms',
  'rules',
  'emergency',
]

/** The whole matrix, one line for each cell, withheld ones too (RFC 4180). */
export const matrixCsv = (rows: readonly MatrixRow[]): string => {
  const lines = rows.flatMap(({ agency, policyVersion, name, class: sensitivity, cells }) =>
    cells.map(({ recipient, effect, forms, rules, emergency }) => [
      agency,
      String(policyVersion),
      name,
      sensitivity === undefined ? '' : String(sensitivity),
      recipient.agency,
      recipient.role ?? '*',
      recipient.purpose,
      effect,
      forms.map(({ as }) => as ?? 'full').join(' '),
      rules.join(' '),
      emergency.map(({ rule, as }) => (as === undefined ? rule : `${rule}:${as}`)).join(' '),
    ]),
  )
  return [HEADER, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')
}

/** A text that a spreadsheet would take for a formula gets an apostrophe: rules and roles are written by others. */
const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
