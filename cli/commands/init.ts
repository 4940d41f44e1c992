import { type Command, InvalidArgumentError } from 'commander'
import { isAgencyCode, mayAsk } from '../init/ask.ts'
import { type InitFlags, runInit } from '../init/run-init.ts'

/** `tip-hub init FOLDER`: looks at a database and proposes the folder that would connect it. */
export const addInit = (program: Command): Command =>
  program
    .command('init')
    .description("look at an institution's database, read-only, and propose its folder; shares nothing; a later run adds what is new")
    .argument('[folder]', 'folder to write; made where it does not exist (default: the code of the agency)')
    .option('--agency <code>', 'code of the institution in the register of agencies', toCode)
    .option('--from <address>', 'postgres://…, mysql://…, a SQLite file, or a folder of CSV, XLSX and JSON files; never written down')
    .option('--env <name>', 'variable that holds the address; its name is written into the file (default: from the code)', toVariable)
    .option('--name-en <name>', 'name of the institution in English')
    .option('--name-pt <name>', 'name in Portuguese')
    .option('--name-tet <name>', 'name in Tetum')
    .option('--timezone <zone>', 'zone of dates and times that carry none', 'Asia/Dili')
    .option('--schema <schema>', 'PostgreSQL: look at the tables of this schema only')
    .option('--no-values', 'read the catalogue only, not the frequencies of codes and the forms of dates')
    .option('--yes', 'write without asking')
    .option('--dry-run', 'show the proposal, write nothing')
    .option('--json', 'print the result as JSON, for scripts')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string | undefined, flags: InitFlags) => {
      const { result, text } = await runInit(folder, flags, mayAsk())
      console.log(flags.json ? JSON.stringify(result) : text)
      process.exitCode = result.ok ? 0 : 1
    })

const EXAMPLES = `
Examples:
  $ tip-hub init agencies/pntl --agency pntl            asks for the rest
  $ PNTL_DATABASE_URL=… tip-hub init agencies/pntl --env PNTL_DATABASE_URL --yes
  $ tip-hub init agencies/mnec --from ./exports --dry-run --json
An address given with --from can be seen by others on this machine while the command runs; --env and the question cannot.
`
function toCode(text: string): string {
  if (!isAgencyCode(text)) throw new InvalidArgumentError('is in small letters, figures and hyphens, e.g. pntl')
  return text
}

function toVariable(text: string): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(text)) throw new InvalidArgumentError('is the name of a variable, e.g. PNTL_DATABASE_URL')
  return text
}
