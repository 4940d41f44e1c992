/** Starts a server from the settings file in the arguments, says where it answers, and ends when its parent lets go of it. */
export async function runUntilAsked(
  start: (settingsFile: string) => Promise<{ readonly url: string; close(): Promise<void> }>,
): Promise<void> {
  const file = process.argv[2]
  if (file === undefined) throw new Error('name the settings file')

  let server: { readonly url: string; close(): Promise<void> } | undefined
  let isEnding = false
  const end = async (): Promise<void> => {
    if (isEnding) return
    isEnding = true
    await server?.close()
    process.exit(0)
  }
  // Before anything slow: a parent that is killed closes the channel, and nothing may be left behind.
  process.once('disconnect', end)
  process.once('SIGTERM', end)
  process.on('SIGINT', () => undefined) // Ctrl+C reaches the whole group; the parent ends its children in order

  server = await start(file)
  if (process.connected) process.send?.({ ready: server.url })
}
