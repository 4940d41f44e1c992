import { randomBytes } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What goes wrong on a wire. */
export type WireFault =
  /** Nobody listens, and what was connected is gone: a machine that was switched off behind a router that says so. */
  | { readonly kind: 'refuse' }
  /** Connected, then reset as soon as something is asked. */
  | { readonly kind: 'reset' }
  /** Connected and read, never answered: a process that was stopped, or a cable that was pulled. */
  | { readonly kind: 'half-open' }
  /** Every answer comes late, in milliseconds. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Every answer comes a byte at a time. */
  | { readonly kind: 'drip' }
  /** The connection ends after so many bytes of each answer. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Random bytes of the same length stand in the place of every answer. */
  | { readonly kind: 'garbage' }
  /** This is said to whatever is asked, and the connection closed. */
  | { readonly kind: 'says'; readonly text: string }
  /** Another server answers. */
  | { readonly kind: 'elsewhere'; readonly port: number }

/** A wire between two programs on this machine, that does what networks and machines do. */
export interface FaultProxy {
  readonly port: number
  /** Requests over HTTP that arrived; each a `POST`, whatever became of it. */
  calls: number
  /** Connections that are open now on the asking side. */
  readonly open: number
  /** Changes what goes wrong; `undefined` mends it. Connections that suffered stay broken, as they would. */
  set(fault: WireFault | undefined): Promise<void>
  close(): Promise<void>
}

const DRIP_MS = 40

/** @param target port on loopback that is honest */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const asking = new Set<Socket>()
  let fault: WireFault | undefined
  let server: Server | undefined

  const serve = (client: Socket): void => {
    asking.add(client)
    client.once('close', () => asking.delete(client))
    client.on('error', () => client.destroy())
    let upstream: Socket | undefined
    client.on('data', (chunk: Buffer) => {
      if (chunk.subarray(0, 5).toString('latin1') === 'POST ') proxy.calls++
      switch (fault?.kind) {
        case 'reset':
          return void client.resetAndDestroy()
        case 'half-open':
          return
        case 'says':
          return void client.end(fault.text)
        default:
          upstream ??= connectUpstream(client, fault?.kind === 'elsewhere' ? fault.port : target)
          upstream.write(chunk)
      }
    })
    // A server that speaks first (MariaDB) is connected to at once.
    if (fault === undefined) upstream = connectUpstream(client, target)
  }

  const connectUpstream = (client: Socket, port: number): Socket => {
    const upstream = connect(port, '127.0.0.1')
    let passed = 0
    let turn: Promise<unknown> = Promise.resolve()
    const later = (work: () => Promise<unknown>): void => {
      turn = turn.then(work).catch(() => undefined)
    }
    upstream.on('data', (chunk) => {
      switch (fault?.kind) {
        case 'half-open':
          return
        case 'latency': {
          const { ms } = fault
          return later(() => sleep(ms).then(() => client.write(chunk)))
        }
        case 'drip':
          return later(async () => {
            for (const byte of chunk) {
              if (client.destroyed) return
              client.write(Buffer.of(byte))
              await sleep(DRIP_MS)
            }
          })
        case 'cut': {
          const rest = chunk.subarray(0, Math.max(0, fault.afterBytes - passed))
          passed += chunk.length
          if (passed <= fault.afterBytes) return void client.write(chunk)
          return void client.write(rest, () => client.destroy())
        }
        case 'garbage':
          return void client.write(randomBytes(chunk.length))
        default:
          return later(async () => client.write(chunk))
      }
    })
    upstream.on('error', () => client.destroy())
    upstream.once('close', () => later(async () => client.end()))
    client.once('close', () => upstream.destroy())
    return upstream
  }

  const open = async (port: number): Promise<number> => {
    const opened = createServer(serve)
    await new Promise<void>((resolve, reject) => opened.once('error', reject).listen(port, '127.0.0.1', resolve))
    server = opened
    const address = opened.address()
    return typeof address === 'object' && address ? address.port : port
  }
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server) return resolve()
      server.close(() => resolve())
      server = undefined
      for (const client of asking) client.resetAndDestroy()
    })

  const port = await open(0)
  const proxy: FaultProxy = {
    port,
    calls: 0,
    get open() {
      return asking.size
    },
    async set(next) {
      fault = next
      if (next?.kind === 'refuse') await shut()
      else if (!server) await open(port)
    },
    close: shut,
  }
  return proxy
}
