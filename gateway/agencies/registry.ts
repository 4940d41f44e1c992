import { setTimeout as sleep } from 'node:timers/promises'
import { type AgencyDescription, INTERNAL_DOCUMENTS } from '../../schema/index.ts'
import type { AgencyClient } from '../call/index.ts'
import { newId } from '../call/index.ts'
import type { CompositionProblem } from '../compose/index.ts'
import { ChangePace } from './change-pace.ts'
import { graphPartOf, readDescription, withNews } from './description.ts'
import type { AgencySetting } from './settings.ts'

export type Reachability = 'REACHABLE' | 'UNREACHABLE' | 'UNKNOWN'

/** One agency as the hub knows it now. */
export interface KnownAgency {
  readonly agency: string
  readonly client: AgencyClient
  readonly reachability: Reachability
  /** As it described itself last; undefined where it never has. */
  readonly description: AgencyDescription | undefined
  /** Why its part is not in the graph, or is there in an older form. */
  readonly problems: readonly CompositionProblem[]
  /** Operator's word: a breaking change of this agency is meant. */
  readonly acceptsBreaking: boolean
}

export interface RegistryOptions {
  readonly createClient: (setting: AgencySetting) => AgencyClient
  /** Makes the graph anew; called one at a time, whenever a description came, changed or went. Returns the problems found, by agency. */
  readonly recompose: (agencies: readonly KnownAgency[]) => Promise<readonly CompositionProblem[]>
  /** Descriptions of an earlier run, so that the graph is whole while an agency is down. */
  readonly remembered: readonly AgencyDescription[]
  /** Milliseconds between two rounds of asking. @default 3000 */
  readonly pollMs?: number
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly monotonicMs?: () => number
  /** For operators: an agency came, went, changed, or changes so often that what it was last is kept for a while. */
  readonly onEvent?: (event: { readonly agency: string; readonly event: AgencyNews }) => void
}

export type AgencyNews = 'up' | 'down' | 'changed' | 'joined' | 'left' | 'unsteady' | 'steady'

const FOLLOW_UP_MS = 200

type Entry = { -readonly [Key in keyof KnownAgency]: KnownAgency[Key] } & {
  /** The version for which the agency was last asked to describe itself, and when; milliseconds of a monotonic clock. */
  sawPolicyVersion: number | undefined
  followedUpAt: number
  readonly pace: ChangePace
  /** It describes itself otherwise than it is known, and has to wait. */
  isUnsteady: boolean
}

/** Knows the agencies: asks each to describe itself, again and again, and has the graph made anew when something changed. */
export class AgencyRegistry {
  readonly #options: RegistryOptions
  readonly #agencies = new Map<string, Entry>()
  readonly #following = new Set<Promise<void>>()
  readonly #stop = new AbortController()
  #composing: Promise<void> = Promise.resolve()
  #polling: Promise<void> | undefined

  constructor(options: RegistryOptions) {
    this.#options = options
  }

  get agencies(): readonly KnownAgency[] {
    return [...this.#agencies.values()].sort((a, b) => (a.agency < b.agency ? -1 : 1))
  }

  get(agency: string): KnownAgency | undefined {
    return this.#agencies.get(agency)
  }

  /** Asks all agencies once, makes the graph, then goes on asking until `close`. */
  async start(settings: readonly AgencySetting[]): Promise<void> {
    for (const setting of settings) this.#enter(setting)
    await Promise.all(this.agencies.map(({ agency }) => this.#describe(agency)))
    await this.#recompose()
    this.#polling = this.#poll()
  }

  /** Lets an agency join, or gives a known one another address. Where it is down it joins when it comes. */
  async add(setting: AgencySetting): Promise<void> {
    const before = this.#agencies.get(setting.agency)
    this.#enter(setting)
    await before?.client.close()
    this.#options.onEvent?.({ agency: setting.agency, event: 'joined' })
    await this.#describe(setting.agency)
    await this.#recompose()
  }

  /** Takes an agency out of the graph. Not for one that is only down. */
  async remove(agency: string): Promise<void> {
    const known = this.#agencies.get(agency)
    if (!known) return
    this.#agencies.delete(agency)
    this.#options.onEvent?.({ agency, event: 'left' })
    await this.#recompose()
    await known.client.close()
  }

  /** Accepts what breaks earlier questions in the agency's new schema. */
  async acceptBreaking(agency: string): Promise<void> {
    const known = this.#agencies.get(agency)
    if (!known) return
    known.acceptsBreaking = true
    await this.#recompose()
    known.acceptsBreaking = false
  }

  /** Asks one agency, or all, to describe themselves now. */
  async refresh(agency?: string): Promise<void> {
    const asked = agency === undefined ? this.agencies.map((known) => known.agency) : [agency]
    const changed = await Promise.all(asked.map((code) => this.#describe(code)))
    if (changed.some(Boolean)) await this.#recompose()
  }

  /**
   * An answer named the version of the policy that it was given under. Where that is not the one described, plans for it are void: the agency is asked
   * to describe itself at once. The same version is followed up once, so that an agency that names another one each time is not asked without end.
   */
  sawPolicyVersion(agency: string, version: number): void {
    const known = this.#agencies.get(agency)
    if (!known?.description || known.description.policy.version === version || known.sawPolicyVersion === version) return
    if (performance.now() - known.followedUpAt < FOLLOW_UP_MS) return
    known.sawPolicyVersion = version
    known.followedUpAt = performance.now()
    const following = this.refresh(agency).catch(() => undefined)
    this.#following.add(following)
    void following.finally(() => this.#following.delete(following))
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.agencies.map(({ client }) => client.close()))
    await this.#polling
    await Promise.all(this.#following)
    await this.#composing
  }

  #enter(setting: AgencySetting): void {
    const { agency } = setting
    this.#agencies.set(agency, {
      agency,
      client: this.#options.createClient(setting),
      reachability: 'UNKNOWN',
      description: this.#agencies.get(agency)?.description ?? this.#options.remembered.find((known) => known.agency === agency),
      problems: [],
      acceptsBreaking: false,
      sawPolicyVersion: undefined,
      followedUpAt: Number.NEGATIVE_INFINITY,
      pace: this.#agencies.get(agency)?.pace ?? new ChangePace(),
      isUnsteady: false,
    })
  }

  /** @returns whether something changed of which the graph is made */
  async #describe(agency: string): Promise<boolean> {
    const known = this.#agencies.get(agency)
    if (!known) return false
    try {
      const question = { path: '/internal', query: INTERNAL_DOCUMENTS.describe, requestId: newId() } as const
      const { data } = await known.client.ask(question)
      const value = typeof data === 'object' && data !== null && 'describe' in data ? data.describe : undefined
      const description = readDescription(agency, value)
      if (!description) return this.#mark(agency, 'UNREACHABLE')
      this.#mark(agency, 'REACHABLE')
      return this.#take(known, description)
    } catch {
      return this.#mark(agency, 'UNREACHABLE')
    }
  }

  #take(known: Entry, description: AgencyDescription): boolean {
    const isSame = known.description && JSON.stringify(graphPartOf(description)) === JSON.stringify(graphPartOf(known.description))
    // The first one is no change.
    const mayChange = isSame || !known.description || known.pace.take((this.#options.monotonicMs ?? performance.now.bind(performance))())
    if (known.isUnsteady === mayChange) {
      known.isUnsteady = !mayChange
      this.#options.onEvent?.({ agency: known.agency, event: mayChange ? 'steady' : 'unsteady' })
    }
    known.description = mayChange || !known.description ? description : withNews(known.description, description)
    if (isSame || !mayChange) return false
    this.#options.onEvent?.({ agency: known.agency, event: 'changed' })
    return true
  }

  #mark(agency: string, reachability: Reachability): false {
    const known = this.#agencies.get(agency)
    if (!known || known.reachability === reachability) return false
    known.reachability = reachability
    this.#options.onEvent?.({ agency, event: reachability === 'REACHABLE' ? 'up' : 'down' })
    return false
  }

  #recompose(): Promise<void> {
    const run = this.#composing.then(async () => {
      const problems = await this.#options.recompose(this.agencies)
      for (const known of this.#agencies.values()) known.problems = problems.filter(({ agency }) => agency === known.agency)
    })
    this.#composing = run.catch(() => undefined)
    return run
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await sleep(this.#options.pollMs ?? 3_000, undefined, { signal, ref: false }).catch(() => undefined)
      // What fails here fails in `#describe`, which says so; a composition that fails keeps the graph as it was.
      if (!signal.aborted) await this.refresh().catch(() => undefined)
    }
  }
}
