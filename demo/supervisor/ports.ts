import { createServer } from 'node:net'

/** Whether something on this machine listens on the port already. */
export const isPortTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(true))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)))
  })

/** Ports of the demonstration, all on loopback. */
export interface DemoPorts {
  readonly gateway: number
  /** Of the first agency; the others follow in the order of the register. */
  readonly agencies: number
  readonly postgres: number
}

/** @default 4000, 4101…, 4190 */
export const DEFAULT_PORTS: DemoPorts = { gateway: 4000, agencies: 4101, postgres: 4190 }
