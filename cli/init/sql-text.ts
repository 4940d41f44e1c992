import type { Engine, JoinProposal, RecordProposal } from '../../adapters/index.ts'

/** The SELECT that reads a record from several tables. Names are quoted as the engine quotes them. */
export const joinText = ({ table }: RecordProposal, { own, person, link }: JoinProposal, dialect: Engine['dialect']): string => {
  const quote = (name: string): string => (dialect === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`)
  const named = ({ schema, name }: RecordProposal['table']): string =>
    schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`
  const firstCase = link && [
    `(SELECT l.${quote(link.column)} FROM ${named(link.table)} AS l WHERE l.${quote(link.on[1])} = a.${quote(link.on[0])}`,
    `ORDER BY l.${quote(link.column)} LIMIT 1) AS ${quote(link.as)}`,
  ]
  const selected = [
    ...own.map((column) => `a.${quote(column)}`),
    ...(person?.columns ?? []).map((column) => `b.${quote(column)}`),
    ...(firstCase ? [firstCase.join(' ')] : []),
  ]
  return [
    '-- Proposed by `tip-hub init`: nothing is selected but what agency.yaml maps.',
    `SELECT ${selected.join(', ')}`,
    `FROM ${named(table)} AS a`,
    ...(person
      ? [
          `LEFT JOIN ${named(person.table)} AS b ON ${person.on.map(([mine, theirs]) => `b.${quote(theirs)} = a.${quote(mine)}`).join(' AND ')}`,
        ]
      : []),
    '',
  ].join('\n')
}
