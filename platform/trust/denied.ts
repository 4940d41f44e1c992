import { join } from 'node:path'
import { deniedByAny, type HubError, type IsDenied } from '../../schema/index.ts'
import { nobodyDenied, watchDeniedFile } from './denied-file.ts'
import { type DeniedUrl, watchDeniedUrl } from './denied-url.ts'

/** Where disabled accounts and revoked tokens are learnt of (`DeniedFile`). Absent: nobody is denied. */
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
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly onUnreadable: (alarm: 'DENIED_FILE_UNREADABLE' | 'DENIED_LIST_UNREADABLE') => void
  /** CONFIG_INVALID in the words of whose settings name the file. */
  readonly invalidFile: (problem: string, cause: unknown) => HubError
}

/**
 * Watches the file and the address, whichever there are; who stands in one of them is denied.
 *
 * @throws {HubError} CONFIG_INVALID where the file cannot be read, or the address is not https
 */
export async function watchDenied(settings: DeniedListSettings, parts: DeniedParts): Promise<DeniedUrl> {
  const inFile = await watchFile(settings, parts)
  if (settings.deniedUrl === undefined) return { isDenied: inFile, close: async () => undefined }
  const list = await watchDeniedUrl({
    url: settings.deniedUrl,
    keptFile: join(parts.keptIn, 'denied-list.json'),
    pollMs: settings.deniedPollMs,
    refuseAfterMs: settings.deniedRefuseAfterMs,
    clock: parts.clock,
    onUnreadable: () => parts.onUnreadable('DENIED_LIST_UNREADABLE'),
  })
  return { isDenied: async () => deniedByAny(await inFile(), await list.isDenied()), close: list.close }
}

const watchFile = async (
  { deniedFile, deniedRereadMs: rereadMs }: DeniedListSettings,
  { onUnreadable, invalidFile }: DeniedParts,
): Promise<() => Promise<IsDenied>> =>
  deniedFile === undefined
    ? nobodyDenied
    : watchDeniedFile(deniedFile, { rereadMs, onUnreadable: () => onUnreadable('DENIED_FILE_UNREADABLE') }).catch((cause: unknown) => {
        throw invalidFile('it cannot be read, or is no list of accounts and tokens', cause)
      })
