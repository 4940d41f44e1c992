import { HubError, type Viewer } from '../../schema/index.ts'
import type { Asker } from './asking/asker.ts'
import type { Directory } from './directory.ts'
import type { HubRequest } from './request.ts'
import type { Seals } from './seals.ts'

/** What resolvers work with: one request at one hub. */
export interface HubContext {
  readonly request: HubRequest
  readonly directory: Directory
  readonly asker: Asker
  /** Of ids of cases and persons. */
  readonly idSeals: Seals
  readonly cursorSeals: Seals
  readonly clock: () => number
}

/** @throws {HubError} UNAUTHENTICATED where nobody signed in */
export function viewerOf({ request: { viewer } }: HubContext): Viewer {
  if (!viewer) throw new HubError('UNAUTHENTICATED')
  return viewer
}
