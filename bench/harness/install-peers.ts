import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const PEERS = join(import.meta.dirname, '../peers')

/**
 * Installs what the hub is compared with, where it is not there yet. It has a folder and a lock of its own, so that nothing of it is in the hub's tree.
 *
 * @returns undefined, or why there is nothing to compare with
 */
export function installPeers(tell: (what: string) => void): string | undefined {
  if (existsSync(join(PEERS, 'node_modules/.package-lock.json'))) return undefined
  tell('installing what the hub is compared with (npm ci --prefix bench/peers)')
  try {
    execFileSync('npm', ['ci', '--prefix', PEERS, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return undefined
  } catch (cause) {
    return cause instanceof Error ? cause.message.slice(0, 1_000) : 'npm failed'
  }
}
