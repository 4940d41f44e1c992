import { readFileSync } from 'node:fs'

/** Starts a server with the settings in the file that the first argument names, says where it answers, and ends when the parent lets go. */
export async function untilLetGo<Settings>(start: (settings: Settings) => Promise<string>): Promise<void> {
  process.once('disconnect', () => process.exit(0))
  process.once('SIGTERM', () => process.exit(0))
  const settings: Settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
  process.send?.({ ready: await start(settings) })
}
