import { execFile } from 'node:child_process'

/** Tells the service manager (systemd) how the service stands; without one nobody is told. */
export interface ServiceManager {
  /** @param state e.g. `READY=1`, `STOPPING=1` */
  notify(state: string, status: string): Promise<void>
}

/**
 * By the program `systemd-notify`, because Node has no datagrams over Unix sockets. The unit needs `NotifyAccess=all`.
 *
 * @param env with NOTIFY_SOCKET where a service manager waits to be told
 */
export const createServiceManager = (env: Readonly<Record<string, string | undefined>>): ServiceManager => ({
  notify: (state, status) =>
    new Promise((resolve) => {
      if (env.NOTIFY_SOCKET === undefined || env.NOTIFY_SOCKET === '') return resolve()
      const args = [`--pid=${process.pid}`, state, `STATUS=${status}`, `MAINPID=${process.pid}`]
      // A manager that cannot be told ends the service by its own timeout; the service itself goes on.
      execFile('systemd-notify', args, { env: { ...env }, timeout: 5_000 }, () => resolve())
    }),
})
