import pc from 'picocolors'
import { type LockChange, lockChangeInWords } from '../../schema/index.ts'
import { printable } from '../screen.ts'

const MARKS = { BREAKING: pc.red('BREAKING'), RISK: pc.yellow('RISK'), INFO: pc.dim('INFO') } as const

/** The differences for a terminal, the gravest first. */
export const lockDiffText = (agency: string, changes: readonly LockChange[]): string => {
  if (changes.length === 0) return `${agency}: the mapped tables are what the lock says`
  return changes
    .map((change) => {
      const { what, remedy } = lockChangeInWords(change)
      return `${MARKS[change.severity]} ${change.code}: ${printable(what)}\n    ${pc.dim(`→ ${printable(remedy)}`)}`
    })
    .join('\n')
}
