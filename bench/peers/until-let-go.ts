import { readFileSync } from 'node:fs'

/** As for our own servers: settings from the file that is named, `{ ready: url }` to the parent, and the end with it. */
export async function untilLetGo<Settings>(start: (settings: Settings) => Promise<string>): Promise<void> {
  process.once('disconnect', () => process.exit(0))
  process.once('SIGTERM', () => process.exit(0))
  const settings: Settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
  process.send?.({ ready: await start(settings) })
}
