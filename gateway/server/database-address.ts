const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', '::1', 'localhost'])

/**
 * Whether what goes to a PostgreSQL database by this address stays on this machine, or goes by TLS to a server whose certificate and name are checked.
 *
 * @param url postgres://…, as `pg` reads it: a parameter `host` counts more than the host
 */
export function isSafeDatabaseAddress(url: string): boolean {
  const { hostname, searchParams } = new URL(url)
  const modes = searchParams.getAll('sslmode')
  const hosts = searchParams.getAll('host')
  const isHere = [...(hosts.length > 0 ? hosts : [hostname])].every((host) => host.startsWith('/') || LOOPBACK.has(host))
  return isHere || (modes.length === 1 && modes[0] === 'verify-full' && !searchParams.has('ssl'))
}
