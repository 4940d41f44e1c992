import pc from 'picocolors'
import type { Source } from '../../schema/index.ts'
import { printable } from '../screen.ts'
import { variableOf } from '../source/open-source.ts'
import { proposalText } from './proposal-text.ts'
import type { Outcome } from './result.ts'

/** What the screen shows at the end: the proposal (unless it was shown before a question), what was left out, what was written, and what a person does next. */
export const initText = (
  { folder, proposed, files, notes, problems }: Outcome,
  source: Source,
  { isShown }: { readonly isShown: boolean },
): string =>
  [
    ...(isShown ? [] : [proposalText(proposed.proposal)]),
    ...notes.map((note) => `${pc.yellow('note')} ${printable(note)}`),
    ...(proposed.proposal.records.length === 0
      ? ['nothing in this database looks like a record of the shared language; see the notes, or write agency.yaml by hand']
      : files.length === 0
        ? ['nothing was written']
        : [
            ...written(files),
            ...(problems === undefined ? [] : [pc.red(problems.split('\n').map(printable).join('\n'))]),
            '',
            ...nextSteps(printable(folder), source),
          ]),
  ].join('\n')

const written = (files: Outcome['files']): readonly string[] => {
  const changed = files.filter(({ change }) => change !== 'same')
  return changed.map(
    ({ path, change, added }) =>
      `${pc.green(change === 'new' ? 'written' : 'grown')} ${path}${added.length > 0 ? `: ${printable(added.join(', '))}` : ''}`,
  )
}

const nextSteps = (folder: string, source: Source): readonly string[] => [
  'Next:',
  `  1. read ${folder}/agency.yaml from top to bottom and settle each todo`,
  `  2. correct the targets in ${folder}/codes/*.csv and set the status of each row to approved; only approved rows serve`,
  '  3. write who may see what under policy.rules; until then nobody sees anything',
  `  4. ${variableOf(source)}=… tip-hub check ${folder} tells what is still wrong; tip-hub preview ${folder} --as … shows what somebody would see`,
  `  5. tip-hub check ${folder} --write-lock, cases and tip-hub test ${folder}, the director's signature, join, serve: docs/agency/connect.md`,
]
