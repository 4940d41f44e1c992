import { createHash } from 'node:crypto'
import type { AgencyDescription, Vocabulary } from '../../schema/index.ts'
import { HubError } from '../../schema/index.ts'
import type { Hub } from '../../subgraphs/hub/index.ts'
import { type AgencyRegistry, graphPartOf, type KnownAgency, writeState } from '../agencies/index.ts'
import { type Composer, type CompositionProblem, composeAgencies } from '../compose/index.ts'
import type { GatewayEvent } from '../observe/index.ts'
import type { AnswerOptions } from './answer.ts'
import { createHolder, type GraphHolder } from './apollo.ts'
import { createAsk } from './ask-agency.ts'
import { createGraph, type Graph } from './graph.ts'
import type { ReadGatewaySettings } from './settings.ts'

export interface CompositionOptions {
  readonly settings: ReadGatewaySettings
  readonly registry: () => AgencyRegistry
  readonly composer: Composer
  readonly vocabulary: Vocabulary
  readonly createHub: (agencies: readonly AgencyDescription[]) => Hub
  readonly answerOptions: AnswerOptions
  /** Descriptions that an earlier run had composed. */
  readonly accepted: readonly AgencyDescription[]
  readonly onEvent: ((event: GatewayEvent) => void) | undefined
}

/** Makes a graph of the agencies whenever one came, changed or went, and swaps it in. */
export class Composition {
  readonly #options: CompositionOptions
  #accepted: ReadonlyMap<string, AgencyDescription>
  #holder: GraphHolder | undefined
  #hub: { readonly agencies: readonly AgencyDescription[]; readonly hub: Hub } | undefined
  #fingerprint = ''
  #problems: readonly CompositionProblem[] = []

  constructor(options: CompositionOptions) {
    this.#options = options
    this.#accepted = new Map(options.accepted.map((known) => [known.agency, known]))
  }

  /** What is served; there is one after the first composition. */
  get holder(): GraphHolder {
    if (!this.#holder) throw new TypeError('Nothing has been composed yet')
    return this.#holder
  }

  /**
   * @returns what keeps an agency out of the graph, or in it in an older form
   * @throws {HubError} COMPOSITION_FAILED where not even the hub alone composes; what was served goes on
   */
  async recompose(agencies: readonly KnownAgency[]): Promise<readonly CompositionProblem[]> {
    const { vocabulary, composer, settings, onEvent } = this.#options
    const startedAt = performance.now()
    const candidates = agencies.flatMap(({ description }) => (description ? [description] : []))
    const accepting = agencies.filter(({ acceptsBreaking }) => acceptsBreaking).map(({ agency }) => agency)
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([candidates.map(graphPartOf), accepting]))
      .digest('hex')
    if (fingerprint === this.#fingerprint) return this.#problems

    const outcome = await composeAgencies({
      candidates,
      accepted: this.#accepted,
      acceptBreaking: new Set(accepting),
      vocabulary,
      hubSdl: (described) => this.#hubFor(described).sdl,
      composer,
    })
    if (outcome.supergraphSdl === null) throw new HubError('COMPOSITION_FAILED', { problems: outcome.errors.join('\n') })
    const { supergraphSdl, composed, problems } = outcome
    const graph = this.#toGraph(supergraphSdl, composed)
    if (this.#holder) this.#holder.swap(graph)
    else this.#holder = createHolder(graph, this.#options.answerOptions)
    this.#accepted = new Map(composed.map((known) => [known.agency, known]))
    this.#fingerprint = fingerprint
    this.#problems = problems
    await writeState(settings.stateFolder, { composed })
    onEvent?.({ event: 'composed', agencies: composed.map(({ agency }) => agency), problems, durationMs: performance.now() - startedAt })
    return problems
  }

  /** The hub of the composition that succeeded is the one that is served. */
  #hubFor(agencies: readonly AgencyDescription[]): Hub {
    const isSame = this.#hub?.agencies.length === agencies.length && agencies.every((known, index) => known === this.#hub?.agencies[index])
    if (!this.#hub || !isSame) this.#hub = { agencies, hub: this.#options.createHub(agencies) }
    return this.#hub.hub
  }

  #toGraph(supergraphSdl: string, agencies: readonly AgencyDescription[]): Graph {
    const { registry, vocabulary, settings, onEvent } = this.#options
    return createGraph({
      supergraphSdl,
      agencies,
      hub: this.#hubFor(agencies),
      vocabulary,
      ask: createAsk(registry()),
      reachability: (agency) => registry().get(agency)?.reachability ?? 'UNKNOWN',
      described: (agency) => registry().get(agency)?.description,
      configured: () => registry().agencies,
      agencyMs: settings.agencyMs,
      onPlanned: (durationMs) => onEvent?.({ event: 'planned', durationMs, isSlow: durationMs > settings.limits.planMs }),
    })
  }
}
