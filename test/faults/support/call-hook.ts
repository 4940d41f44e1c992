import { createServer, request } from 'node:http'

/** A way to an agency on which something can be done between two calls. */
export interface CallHook {
  readonly url: string
  /** Awaited before a call of this path goes on. @default nothing */
  before: (path: string) => Promise<void>
  close(): Promise<void>
}

/** @param target address of the agency */
export async function startCallHook(target: string): Promise<CallHook> {
  const server = createServer((asked, answered) => {
    void hook.before(asked.url ?? '').then(() => {
      const onward = request(new URL(asked.url ?? '/', target), { method: asked.method, headers: asked.headers }, (answer) => {
        answered.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(answered)
      })
      onward.on('error', () => answered.destroy())
      asked.pipe(onward)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const hook: CallHook = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    before: async () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return hook
}
