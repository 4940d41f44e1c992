import { agencyErrors } from '../../schema/errors/agency-errors.ts'
import type { ErrorEntry } from '../../schema/errors/index.ts'
import { setupErrors } from '../../schema/errors/setup-errors.ts'
import { LOCK_CHANGE_CODES, lockChangeInWords } from '../../schema/index.ts'
import { code, page, table } from './markdown.ts'
import { ALARMS, FINDINGS, FIRST_LOOK } from './troubleshooting-words.ts'

const INTRODUCTION = `# When something is wrong

For the officer who runs an adapter. Look your code up; the words beside it say what to do. What a person who asks is told stands under
[error codes](../reference/errors.md).

Three looks find most faults:

${table(
  ['Look', 'Tells'],
  [
    ['`npx tip-hub check FOLDER`', 'whether folder and database fit'],
    ['`npx tip-hub join FOLDER`', 'how you stand with the hub, and why'],
    ['the log of the adapter', 'each call with its check that failed, each change of the database, each `alarm`'],
  ],
)}`

const SYMPTOMS = `## By what you see

${table(
  ['You see', 'It is'],
  [
    ['a field is empty with `WITHHELD`', 'no rule opens it to that person: `npx tip-hub policy explain`, see [policy](policy.md)'],
    ['a field is empty with `UNMAPPED`', 'its code has no approved row: `npx tip-hub check FOLDER --write-codes`'],
    ['a field is empty with `NOT_RECORDED`, and there is a value', 'the value has not the declared form, or stands in `nulls`'],
    ['a whole kind has no records', '`only` fits no row, or the key is empty: `npx tip-hub preview FOLDER --as … --sql`'],
    ['`NOT_ASKED` in `sources`', 'the question does not concern you, or your rules would show that person nothing'],
    ['`STALE` in `sources`', 'a file was replaced by one that cannot be read; the last good one serves'],
    ['every call is refused with 401, and `tip_adapter_refused_total` grows', 'the clock of one machine is wrong, or the hub has new keys'],
    ['tokens of an institution are refused', '`issuers` of `adapter.yaml` does not name their issuer, agency or role'],
    [
      '`the source does not carry the generator’s marker`',
      'it may hold real people, and is not served yet; `check`, `preview`, `test`, `diff` and `grants` work on it',
    ],
    [
      'the adapter ends at once under the service manager',
      'its last lines: `journalctl -u tip-hub-adapter@NAME -n 20`; then the table below',
    ],
  ],
)}`

/** The page of codes that the officer of an agency meets, and what to do about each. */
export const troubleshootingPage = (errors: Readonly<Record<string, ErrorEntry>>): string =>
  page(
    INTRODUCTION,
    SYMPTOMS,
    `## At the start, and on the command line\n\n${errorTable(errors, Object.keys(setupErrors))}`,
    `## What the hub says of you\n\n${errorTable(errors, Object.keys(agencyErrors))}`,
    `## What check finds\n\n${table(
      ['Code', 'It means', 'What you do'],
      Object.entries(FINDINGS).map(([name, [meaning, remedy]]) => [code(name), meaning, remedy]),
    )}`,
    `## What changed since the lock\n\nFrom \`npx tip-hub diff FOLDER\` and \`check\`.\n\n${table(
      ['Code', 'What happened', 'What you do'],
      LOCK_CHANGE_CODES.map((name) => {
        const { what, remedy } = lockChangeInWords({ severity: 'INFO', code: name, table: 'TABLE', column: 'COLUMN', detail: '…' })
        return [code(name), what, remedy]
      }),
    )}`,
    `## Alarms of the log\n\nLines with \`"alarm"\`. A person should look at each.\n\n${table(
      ['Alarm', 'What it is'],
      Object.entries(ALARMS).map(([name, meaning]) => [code(name), meaning]),
    )}`,
  )

const errorTable = (errors: Readonly<Record<string, ErrorEntry>>, names: readonly string[]): string =>
  table(
    ['Code', 'What happened', 'What to do', 'Look first'],
    names.map((name) => [code(name), errors[name]?.words.en ?? '', errors[name]?.remedy.en ?? '', FIRST_LOOK[name] ?? '']),
  )
