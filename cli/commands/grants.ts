import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { grantsFor, grantsText, loadAgencyFolder } from '../../adapters/index.ts'
import { UsageError } from '../usage-error.ts'

const ENGINES = ['postgres', 'mysql', 'sqlite', 'mssql', 'files'] as const

interface GrantsFlags {
  readonly role?: string
  readonly engine?: (typeof ENGINES)[number]
  readonly host?: string
  readonly json?: boolean
}

/** `tip-hub grants FOLDER`: prints the SQL of a role that can read the mapped columns and nothing else. Runs nothing. */
export const addGrants = (program: Command): Command =>
  program
    .command('grants')
    .description("print the least privileges that an agency's adapter needs in its database; runs nothing")
    .argument('[folder]', 'folder of the agency with its agency.yaml, or the code of an agency of the demonstration', '.')
    .option('--role <name>', 'name of the role or user (default: tip_hub_ and the code of the agency)', toName)
    .addOption(new Option('--engine <engine>', 'write for this database instead of the one in agency.yaml').choices(ENGINES))
    .option('--host <host>', 'MariaDB and MySQL: machine that the adapter signs in from (default: localhost)')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub grants pgr\n  $ tip-hub grants subgraphs/agencies/courts --engine mysql --host 10.0.0.7 > grants.sql\n',
    )
    .action(async (folder: string, flags: GrantsFlags) => {
      const model = await loadAgencyFolder(await folderOf(folder))
      const grants = grantsFor(model, flags)
      console.log(flags.json ? JSON.stringify(grants) : grantsText(grants))
    })

/** Agencies by their codes, as they come with the project. */
const AGENCIES = join(import.meta.dirname, '..', '..', 'subgraphs', 'agencies')

async function folderOf(named: string): Promise<string> {
  const candidates = /^[a-z][a-z0-9-]*$/.test(named) ? [named, join(AGENCIES, named)] : [named]
  for (const folder of candidates) if (await isThere(`${folder}/agency.yaml`)) return folder
  throw new UsageError(`${named} holds no agency.yaml; name the folder of an agency`)
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

function toName(text: string): string {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(text)) throw new InvalidArgumentError('is a plain name in lower case, at most 31 characters')
  return text
}
