import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoHome } from '../state/home.ts'

/** Where a running demonstration listens for its commands: a socket that only its owner may open. Short, for sockets allow about 100 characters. */
export function controlAddress(home: DemoHome): string {
  const name = createHash('sha256').update(home.root).digest('hex').slice(0, 16)
  return process.platform === 'win32' ? `\\\\.\\pipe\\tip-hub-${name}` : join(tmpdir(), `tip-hub-${process.getuid?.() ?? 0}-${name}.sock`)
}
