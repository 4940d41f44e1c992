import pc from 'picocolors'
import { printable } from '../screen.ts'
import type { CasesResult, Unproven } from './run-cases.ts'

const UNPROVEN: Readonly<Record<Unproven['proves'], string>> = {
  permits: 'is never exercised: no case would notice if it were gone',
  forbids: 'keeps nothing back here: no case asks for what it forbids, or no other rule permits it',
  condition: 'is never seen to keep a record back: no case would notice if its condition were gone',
  statement: 'is never seen to ask for an approved statement: no case would notice if it held without',
  recipients: 'is never seen to refuse anybody: no case would notice if it were for everybody',
}

/** The result for a terminal. */
export function casesText({ agency, engine, cases, unproven, skipped }: CasesResult): string {
  if (skipped !== undefined) return `${pc.yellow('skipped')} ${agency} (${engine}): ${skipped}`
  const failed = cases.filter(({ differences }) => differences.length > 0)
  return [
    ...cases.map(({ at, it, differences }) =>
      [
        `${differences.length === 0 ? pc.green('ok  ') : pc.red('FAIL')} ${it} ${pc.dim(at)}`,
        ...differences.map((text) => `       ${printable(text)}`),
      ].join('\n'),
    ),
    `${pc.bold(agency)}: ${cases.length - failed.length} of ${cases.length} cases hold`,
    ...unproven.map(({ rule, proves }) => `${pc.yellow(rule)} ${UNPROVEN[proves]}`),
  ].join('\n')
}
