import type { AgencyModel, MatrixCell, MatrixRow, Recipient } from '../../schema/index.ts'

/** Recipients of one agency's records who get exactly the same, shown as one column. */
export interface Column {
  readonly recipients: readonly Recipient[]
  /** In the order of the agency's rows. */
  readonly cells: readonly MatrixCell[]
}

/** One agency's part of the matrix, as people read it. */
export interface AgencyTable {
  readonly model: AgencyModel
  readonly rows: readonly MatrixRow[]
  /** Without those who get nothing. */
  readonly columns: readonly Column[]
}

/** Lays the rows out by agency; recipients of one purpose who get the same stand together. */
export const tablesOf = (models: readonly AgencyModel[], all: readonly MatrixRow[]): readonly AgencyTable[] =>
  models.map((model) => {
    const rows = all.filter(({ agency }) => agency === model.agency)
    const columns = new Map<string, { recipients: Recipient[]; cells: readonly MatrixCell[] }>()
    for (const [index, { recipient }] of (rows[0]?.cells ?? []).entries()) {
      const cells = rows.flatMap((row) => row.cells[index] ?? [])
      if (cells.every(({ effect, emergency }) => effect === 'withheld' && emergency.length === 0)) continue
      const key = JSON.stringify([recipient.purpose, cells.map(({ effect, forms, rules, emergency }) => [effect, forms, rules, emergency])])
      const column = columns.get(key) ?? { recipients: [], cells }
      column.recipients.push(recipient)
      columns.set(key, column)
    }
    return { model, rows, columns: [...columns.values()] }
  })

/** `mssi, pradet: caseworker` — offices by role, so that a column that stands for many stays short. */
export function officesOf({ recipients }: Column, anyRole: string): readonly string[] {
  const rolesOf = new Map<string, string[]>()
  for (const { agency, role } of recipients) rolesOf.set(agency, [...(rolesOf.get(agency) ?? []), role ?? anyRole])
  const agenciesOf = new Map<string, string[]>()
  for (const [agency, roles] of rolesOf) agenciesOf.set(roles.join(', '), [...(agenciesOf.get(roles.join(', ')) ?? []), agency])
  return [...agenciesOf].map(([roles, agencies]) => `${agencies.join(', ')}: ${roles}`)
}

/** Rules behind a cell, those of emergencies last. */
export const rulesOf = ({ rules, emergency }: MatrixCell): readonly string[] => [...rules, ...emergency.map(({ rule }) => rule)]
