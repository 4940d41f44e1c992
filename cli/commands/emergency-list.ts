import type { Command } from 'commander'
import { demoNoticeFolder } from '../../demo/index.ts'
import type { PolicyLanguage } from '../../schema/index.ts'
import type { EmergencyNotice } from '../../subgraphs/index.ts'
import { followNotices, noticesIn } from '../emergency/follow.ts'
import { noticeText } from '../emergency/text.ts'
import { homeOf } from '../home.ts'
import { loadAgencies } from '../policy/agencies.ts'
import { collect, toLanguage } from '../policy/options.ts'

interface ListFlags {
  readonly folder?: readonly string[]
  readonly follow?: boolean
  readonly lang: PolicyLanguage
  readonly json?: boolean
  readonly home?: string
}

const BELL = '\u0007'

export const addEmergencyList = (emergency: Command): Command =>
  emergency
    .command('list')
    .description('show the owner what statements opened, and which were refused and why; newest last')
    .argument('[agency...]', 'agencies of the demonstration (default: all)')
    .option('--folder <folder>', "an adapter's own folder of emergencies instead; may be repeated", collect)
    .option('--follow', 'stay, and show each one as it comes, with a bell; for the desk of whoever is on duty')
    .option('--lang <language>', 'en, pt or tet (Tetum is not reviewed yet)', toLanguage, 'en' as const)
    .option('--json', 'print one JSON object a line, for scripts')
    .option('--home <folder>', 'folder of the demonstration')
    .addHelpText(
      'after',
      '\nExamples:\n  $ tip-hub emergency list fokupers\n  $ tip-hub emergency list --folder /var/lib/tip-hub/emergency --follow\n',
    )
    .action(async (agencies: readonly string[], flags: ListFlags) => {
      const folders = flags.folder ?? (await demoFolders(agencies, flags))
      const show = (notice: EmergencyNotice) => console.log(flags.json ? JSON.stringify(notice) : noticeText(notice, flags.lang))
      if (flags.follow) {
        const ended = new AbortController()
        process.once('SIGINT', () => ended.abort())
        console.error(`watching ${folders.length} ${folders.length === 1 ? 'folder' : 'folders'}; Ctrl+C ends it`)
        await followNotices(
          folders,
          (notice) => {
            show(notice)
            if (process.stderr.isTTY) process.stderr.write(BELL)
          },
          ended.signal,
        )
        return
      }
      const { notices, unreadable } = await noticesIn(folders)
      for (const notice of notices) show(notice)
      if (notices.length === 0) console.error('nothing was opened in an emergency, and nothing refused')
      if (unreadable > 0) {
        console.error(`${unreadable} ${unreadable === 1 ? 'line' : 'lines'} cannot be read; keep the file, and have it looked at`)
        process.exitCode = 1
      }
    })

async function demoFolders(agencies: readonly string[], flags: ListFlags): Promise<readonly string[]> {
  const models = await loadAgencies(agencies.length === 0 ? undefined : agencies)
  return models.map(({ agency }) => demoNoticeFolder(agency, homeOf(flags).home))
}
