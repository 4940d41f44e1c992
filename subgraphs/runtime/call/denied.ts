import { join } from 'node:path'
import { deniedByAny, HubError } from '../../../schema/index.ts'
import type { AgencyLog } from '../http/log.ts'
import { nobodyDenied, watchDeniedFile } from './denied-file.ts'
import { type DeniedUrl, watchDeniedUrl } from './denied-url.ts'

/** Where the agency learns of disabled accounts and revoked tokens (`DeniedFile`). Absent: nobody is denied. */
export interface DeniedListSettings {
  /** A file, read again when it changes. */
  readonly deniedFile?: string | undefined
  /** Time for which what was read of it is believed, in milliseconds. @default 2000 */
  readonly deniedRereadMs?: number | undefined
  /** An address, beside the file; fetched over TLS 1.3 beyond this machine, redirects are not followed. */
  readonly deniedUrl?: string | undefined
  /** Time between two fetches, in milliseconds; below a minute, so that a change holds within one. @default 15,000 */
  readonly deniedPollMs?: number | undefined
  /** Time after which a list that could not be fetched again is believed no more and nobody is let in, in milliseconds. @default 3,600,000 */
  readonly deniedRefuseAfterMs?: number | undefined
}

export interface DeniedParts {
  /** Folder where the last list is kept over a restart. */
  readonly keptIn: string
  readonly clock: () => number
  readonly log: AgencyLog
}

/** @throws {HubError} CONFIG_INVALID where the file cannot be read, or the address is not https */
export async function watchDenied(settings: DeniedListSettings, { keptIn, clock, log }: DeniedParts): Promise<DeniedUrl> {
  const { deniedFile, deniedRereadMs: rereadMs, deniedUrl: url } = settings
  const inFile = deniedFile === undefined ? nobodyDenied : await watchFile(deniedFile, rereadMs, log)
  if (url === undefined) return { isDenied: inFile, close: async () => undefined }
  const list = await watchDeniedUrl({
    url,
    keptFile: join(keptIn, 'denied-list.json'),
    pollMs: settings.deniedPollMs,
    refuseAfterMs: settings.deniedRefuseAfterMs,
    clock,
    onUnreadable: () => log.alarm({ alarm: 'DENIED_LIST_UNREADABLE' }),
  })
  return { isDenied: async () => deniedByAny(await inFile(), await list.isDenied()), close: list.close }
}

const watchFile = (file: string, rereadMs: number | undefined, log: AgencyLog) =>
  watchDeniedFile(file, { rereadMs, onUnreadable: () => log.alarm({ alarm: 'DENIED_FILE_UNREADABLE' }) }).catch((cause: unknown) => {
    throw new HubError(
      'CONFIG_INVALID',
      { where: 'deniedFile', problems: 'it cannot be read, or is no list of accounts and tokens' },
      { cause },
    )
  })
