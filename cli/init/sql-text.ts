import type { Engine, JoinProposal, RecordProposal } from '../../adapters/index.ts'

/** The SELECT that reads a record from two tables. Names are quoted as the engine quotes them. */
export const joinText = ({ table }: RecordProposal, { other, own, columns, on }: JoinProposal, dialect: Engine['dialect']): string => {
  const quote = (name: string): string => (dialect === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`)
  const named = ({ schema, name }: RecordProposal['table']): string =>
    schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`
  const selected = [...own.map((column) => `a.${quote(column)}`), ...columns.map((column) => `b.${quote(column)}`)]
  return [
    '-- Proposed by `tip-hub init`. Take out of the selection what is not mapped: notes, health and addresses have no place here.',
    `SELECT ${selected.join(', ')}`,
    `FROM ${named(table)} AS a`,
    `LEFT JOIN ${named(other)} AS b ON ${on.map(([mine, theirs]) => `b.${quote(theirs)} = a.${quote(mine)}`).join(' AND ')}`,
    '',
  ].join('\n')
}
