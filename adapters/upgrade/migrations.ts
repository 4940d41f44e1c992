import type { Document } from 'yaml'

/** One step of the form of `agency.yaml`: from one version to the next. */
export interface Migration {
  /** The version that it starts from; it leads to the next. */
  readonly from: number
  /** What changes, in one sentence for the person who signs the folder. */
  readonly what: string
  /**
   * Changes the document in place: comments, order and writing of everything else stay as a person left them. It need not write `version`.
   *
   * @throws {CannotMigrate} where only a person can decide
   */
  migrate(document: Document): void
}

/** A person has to decide something before the step can be made. The message says where, what, and how. */
export class CannotMigrate extends Error {}

/**
 * All steps that were ever released, oldest first. A new form of the file adds one here and a folder under `test/releases/`; none is ever changed
 * or taken out, so that a folder of any age can be brought up to date. Version 1 is the first.
 */
export const MIGRATIONS: readonly Migration[] = []

/** The form that this program reads. */
export const CURRENT_VERSION = 1
