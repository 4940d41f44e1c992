import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { ControlAnswer, type ControlRequest } from './messages.ts'

/**
 * Asks the running demonstration.
 *
 * @returns undefined where none is running
 */
export function askDemo(address: string, request: ControlRequest): Promise<ControlAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    socket.once('error', (cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' || cause.code === 'ECONNREFUSED' ? resolve(undefined) : reject(cause),
    )
    socket.once('connect', () => {
      socket.write(`${JSON.stringify(request)}\n`)
      createInterface({ input: socket }).once('line', (line) => {
        socket.end()
        const answer = ControlAnswer.safeParse(JSON.parse(line))
        if (answer.success) resolve(answer.data)
        else reject(new Error('the running demonstration is of another version; stop it with Ctrl+C where it was started'))
      })
    })
    socket.once('end', () => resolve({ ok: true }))
  })
}
