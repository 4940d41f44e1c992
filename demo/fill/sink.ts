import type { TableRows } from '../world/index.ts'

/** Takes the rows of one institution and puts them into its source, block after block. */
export interface Sink {
  /**
   * Makes the empty source.
   *
   * @throws {NotADemoSourceError} when something is there that this generator did not make
   */
  start(marker: Marker): Promise<void>
  write(tables: readonly TableRows[]): Promise<void>
  /** Makes what was written visible: indexes, commit, rename. */
  finish(): Promise<void>
  /** Leaves the source as it was before `start`, where the engine can. Never throws. */
  abort(): Promise<void>
}

/** What tells a demo source from an institution's own: only a source that carries it is ever filled, emptied or served in demo mode. */
export interface Marker {
  readonly seed: number
  readonly scale: number
  readonly generatedBy: string
}

export const MARKER_TABLE = 'tip_hub_demo_marker'
export const GENERATED_BY = 'tip-hub demo world'
/** Stands in the marker while an engine without transactional DDL is being filled. */
export const UNFINISHED = 'tip-hub demo world (unfinished)'

/** The target holds data that this generator did not make; it is not touched. */
export class NotADemoSourceError extends Error {
  override readonly name = 'NotADemoSourceError'
  constructor(institution: string) {
    super(
      `${institution}: the target holds data without the marker ${MARKER_TABLE}, so it may be real; nothing was changed. Fill into an empty database or file.`,
    )
  }
}

/** How far a fill has come. */
export interface FillProgress {
  readonly institution: string
  readonly blocks: number
  readonly scale: number
  readonly rows: number
}

export interface FillOptions {
  /** Called after every block. */
  readonly onProgress?: (progress: FillProgress) => void
}
