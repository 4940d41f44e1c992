import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { createInterface } from 'node:readline'
import { type ControlAnswer, ControlRequest } from './messages.ts'

/** Answers one request per line, one answer per line. Only the owner of the demonstration may connect. */
export async function listenForCommands(address: string, answer: (request: ControlRequest) => Promise<ControlAnswer>): Promise<Server> {
  if (process.platform !== 'win32') await rm(address, { force: true })
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    createInterface({ input: socket }).on('line', async (line) => {
      const reply = await handle(line, answer)
      if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
  if (process.platform !== 'win32') await chmod(address, 0o600)
  return server
}

async function handle(line: string, answer: (request: ControlRequest) => Promise<ControlAnswer>): Promise<ControlAnswer> {
  try {
    const parsed = ControlRequest.safeParse(JSON.parse(line))
    return parsed.success ? await answer(parsed.data) : { ok: false, message: 'the demonstration does not know this command' }
  } catch (cause) {
    return { ok: false, message: cause instanceof Error ? cause.message : 'the command failed' }
  }
}
