import type { Server } from 'node:http'
import { createServer, type Server as NetServer } from 'node:net'
import { HubError } from '../../schema/index.ts'

/** A server at its port. */
export interface Listening {
  readonly port: number
  /** Ends it: no new connections, requests under way finish, what takes longer than `graceMs` is cut. */
  stop(graceMs: number): Promise<void>
}

/**
 * A socket gives one new connection each time that the process looks (libuv 1.45 and later), and a busy process looks seldom: who comes would wait
 * unseen, where nobody can turn them away. So several sockets share the port, and the kernel spreads who comes over them.
 */
const SOCKETS = 16

/**
 * @throws {HubError} PORT_TAKEN
 */
export async function listen(server: Server, port: number, host: string): Promise<Listening> {
  // Sockets that share a port share it with those of other processes too: whether it is free, one that does not share finds out.
  const free = await freePort(port, host)
  const others: NetServer[] = []
  try {
    await bind(server, { port: free, host, reusePort: true })
    for (let count = 1; count < SOCKETS; count++) {
      const other = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket))
      others.push(other)
      await bind(other, { port: free, host, reusePort: true })
    }
  } catch (cause) {
    if (!isUnsupported(cause)) throw takenOr(cause, port)
    await bind(server, { port: free, host }).catch((again: unknown) => {
      throw takenOr(again, port)
    })
  }
  return { port: free, stop: (graceMs) => stop(server, others, graceMs) }
}

async function freePort(port: number, host: string): Promise<number> {
  const probe = createServer()
  try {
    await bind(probe, { port, host })
    const address = probe.address()
    return typeof address === 'object' && address !== null ? address.port : port
  } catch (cause) {
    throw takenOr(cause, port)
  } finally {
    if (probe.listening) await new Promise<void>((resolve) => probe.close(() => resolve()))
  }
}

const bind = (server: NetServer, options: { readonly port: number; readonly host: string; readonly reusePort?: true }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ ...options }, () => {
      server.off('error', reject)
      resolve()
    })
  })

const codeOf = (cause: unknown): unknown => (typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined)
/** Not every system lets sockets share a port. */
const isUnsupported = (cause: unknown): boolean => codeOf(cause) === 'ENOTSUP' || codeOf(cause) === 'EINVAL'
const takenOr = (cause: unknown, port: number): unknown =>
  codeOf(cause) === 'EADDRINUSE' ? new HubError('PORT_TAKEN', { port }, { cause }) : cause

async function stop(server: Server, others: readonly NetServer[], graceMs: number): Promise<void> {
  const closed = Promise.all([server, ...others].map((each) => new Promise<void>((resolve) => each.close(() => resolve()))))
  // A connection that was busy when the server closed becomes idle later, and would be kept for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  const late = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(idle)
  clearTimeout(late)
}
