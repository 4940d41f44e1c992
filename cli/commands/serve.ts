import { once } from 'node:events'
import { join } from 'node:path'
import type { Command } from 'commander'
import { environment } from '../home.ts'
import { folderOf } from '../policy/agencies.ts'
import { runAdapter } from '../serve/run-adapter.ts'
import { createServiceManager } from '../serve/service-manager.ts'
import { readAdapterSettings } from '../serve/settings.ts'

interface ServeFlags {
  readonly settings?: string
  readonly json?: boolean
}

/** `tip-hub serve FOLDER`: the adapter, for a service manager. */
export const addServe = (program: Command): Command =>
  program
    .command('serve')
    .description('run the adapter of an agency until it is told to stop (SIGTERM, Ctrl+C); only invented data so far, see mode')
    .argument('<folder>', 'the signed folder with agency.yaml')
    .option('--settings <file>', 'where keys, ports and state are named (default: TIP_HUB_SETTINGS, else adapter.yaml in the folder)')
    .option('--json', 'say as JSON where it listens')
    .addHelpText(
      'after',
      '\nThe log (JSON lines, nothing of a record) goes to standard error. Metrics are for 127.0.0.1 alone.\n' +
        '\nExamples:\n  $ PGR_DATABASE_URL=postgres://reader@db/register tip-hub serve agencies/pgr\n  $ tip-hub serve agencies/pgr --settings /etc/tip-hub/pgr.yaml\n',
    )
    .action(async (named: string, flags: ServeFlags) => {
      const env = environment()
      const folder = await folderOf(named)
      const settings = await readAdapterSettings(flags.settings ?? env.TIP_HUB_SETTINGS ?? join(folder, 'adapter.yaml'))
      const manager = createServiceManager(env)
      const stop = new AbortController()
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())

      const { agency, url, metricsUrl, close } = await runAdapter({ folder, settings, env })
      const address = { ok: true, agency, url, metrics: metricsUrl, pid: process.pid }
      console.log(
        flags.json ? JSON.stringify(address) : `${agency} listens on ${url}${metricsUrl === undefined ? '' : `, metrics on ${metricsUrl}`}`,
      )
      await manager.notify('READY=1', `${agency} answers its hub`)
      if (!stop.signal.aborted) await once(stop.signal, 'abort')
      await manager.notify('STOPPING=1', 'finishing what is under way')
      await close()
    })
