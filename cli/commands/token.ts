import { type Command, InvalidArgumentError } from 'commander'
import { DEMO_PEOPLE, issueDemoToken } from '../../demo/index.ts'
import { PURPOSES, type Purpose } from '../../schema/index.ts'
import { homeOf } from '../home.ts'
import { UsageError } from '../usage-error.ts'

interface TokenFlags {
  readonly purpose?: readonly Purpose[]
  readonly minutes: number
  readonly list?: boolean
  readonly json?: boolean
  readonly home?: string
}

/** `tip-hub token PERSON`: prints an access token for a demo person and nothing else. */
export const addToken = (program: Command): Command =>
  program
    .command('token')
    .description('print an access token for a person of the demonstration')
    .argument('[person]', 'who, e.g. klatu.analyst')
    .option('--purpose <purpose>', `the only purpose that the token may be used for: ${PURPOSES.join(', ')}`, collectPurpose)
    .option('--minutes <n>', 'how long it lives', toMinutes, 5)
    .option('--list', 'list the people and what they may ask for')
    .option('--json', 'print the result as JSON, for scripts')
    .option('--home <folder>', 'folder of the demonstration')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub token --list\n  $ tip-hub token klatu.analyst --purpose OVERSIGHT\n  $ curl -H "authorization: Bearer $(tip-hub token klatu.analyst --purpose OVERSIGHT)" …\n',
    )
    .action(async (name: string | undefined, flags: TokenFlags) => {
      if (flags.list) return listPeople(flags.json ?? false)
      const person = DEMO_PEOPLE.find((candidate) => candidate.name === name)
      if (!person)
        throw new UsageError(
          name === undefined
            ? 'say who: tip-hub token --list shows the people'
            : `there is no demo person "${name}"; tip-hub token --list shows them`,
        )
      const refused = flags.purpose?.find((purpose) => !person.purposes.includes(purpose))
      if (refused) throw new UsageError(`${person.name} may not ask for ${refused}; they may for ${person.purposes.join(', ')}`)
      const token = await issueDemoToken(person, {
        minutes: flags.minutes,
        ...(flags.purpose === undefined ? {} : { purposes: flags.purpose }),
        ...homeOf(flags),
      })
      console.log(
        flags.json
          ? JSON.stringify({ token, person: person.name, purposes: flags.purpose ?? person.purposes, minutes: flags.minutes })
          : token,
      )
    })

function listPeople(asJson: boolean): void {
  if (asJson) console.log(JSON.stringify(DEMO_PEOPLE))
  else for (const { name, purposes, what } of DEMO_PEOPLE) console.log(`${name.padEnd(20)} ${purposes.join(', ').padEnd(27)} ${what}`)
}

function collectPurpose(text: string, before: readonly Purpose[] | undefined): readonly Purpose[] {
  const purpose = PURPOSES.find((candidate) => candidate === text.toUpperCase())
  if (!purpose) throw new InvalidArgumentError(`is one of ${PURPOSES.join(', ')}`)
  return [...(before ?? []), purpose]
}

function toMinutes(text: string): number {
  const minutes = Number(text)
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new InvalidArgumentError('is a number of minutes, at most 1440')
  return minutes
}
