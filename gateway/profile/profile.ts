import { createHash } from 'node:crypto'
import { Lru } from '../../platform/index.ts'
import type { AgencyDescription, Viewer, Vocabulary } from '../../schema/index.ts'
import { type VisibleFields, visibleFields } from './visible-fields.ts'

/** What decides, before any row is looked at, what a request may be shown. Two requests of one profile share their plans. */
export interface Profile {
  readonly hash: string
  readonly visible: VisibleFields
}

const MAX_PROFILES = 500

/** Profiles for one set of agencies; made anew when an agency joins, changes or leaves. */
export class Profiles {
  readonly #agencies: readonly AgencyDescription[]
  readonly #vocabulary: Vocabulary
  readonly #policies: string
  readonly #known = new Lru<string, Profile>(MAX_PROFILES)

  constructor(agencies: readonly AgencyDescription[], vocabulary: Vocabulary) {
    this.#agencies = agencies
    this.#vocabulary = vocabulary
    this.#policies = digest(agencies.map(({ agency, policy }) => [agency, policy]))
  }

  /** @param today ISO date */
  of(viewer: Viewer, today: string): Profile {
    const key = JSON.stringify([viewer.agency, [...viewer.roles].sort(), viewer.purpose, today, viewer.emergency ?? null])
    const known = this.#known.get(key)
    if (known) return known
    const profile: Profile = {
      hash: digest([key, this.#policies]),
      visible: visibleFields(this.#agencies, this.#vocabulary, viewer, today),
    }
    this.#known.set(key, profile)
    return profile
  }
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url')
