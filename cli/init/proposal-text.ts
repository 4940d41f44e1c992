import pc from 'picocolors'
import type { FieldProposal, Proposal } from '../../adapters/index.ts'
import { printable } from '../screen.ts'

/** A proposal for a person at a terminal: what was found where, how sure, and why. */
export const proposalText = ({ records, consents, others }: Proposal): string =>
  [
    ...records.flatMap(({ kind, table, score, evidence, key, pointers, fields, todo }) => [
      `${pc.bold(kind)}  ${pc.cyan(printable(table.name))}  ${score.toFixed(2)}  ${pc.dim(printable(`${evidence.join('; ')} (${key.join(', ')})`))}`,
      ...pointers.map(
        ({ relation, columns, evidence: why }) => `  ${relation.padEnd(WIDTH)} ${printable(columns.join(', '))}  ${pc.dim(why.join('; '))}`,
      ),
      ...fields.map(fieldText),
      ...todo.map((what) => `  ${pc.yellow('todo')} ${what}`),
      '',
    ]),
    ...consents.map(
      ({ table, subject, scope, state }) =>
        `${pc.bold('consents')}  ${pc.cyan(printable(table.name))}  ${printable([...subject, scope, state].join(', '))}\n`,
    ),
    ...(others.length === 0
      ? []
      : [
          `also possible: ${others.map(({ kind, table, score }) => `${printable(table)} as ${kind} (${score.toFixed(2)})`).join(', ')}`,
          '',
        ]),
  ].join('\n')

const WIDTH = 22
const SURE = 0.75

const fieldText = ({ field, column, score, evidence, todo }: FieldProposal): string =>
  `  ${field.padEnd(WIDTH)} ${printable(column)}  ${(score >= SURE ? pc.green : pc.yellow)(score.toFixed(2))}  ${pc.dim(printable([...evidence, ...(todo === undefined ? [] : [`todo: ${todo}`])].join('; ')))}`
