import { HubError, PURPOSES, type Purpose, type Viewer, type Vocabulary, vocabulary } from '../../../schema/index.ts'
import { createHub, type Hub } from '../hub.ts'
import type { HubRequest, SourceStatus } from '../request.ts'
import type { FakeAgency } from './fake-agency.ts'

export const TODAY = '2026-03-01'
export const commissioner: Viewer = { agency: 'klatu', roles: ['commissioner'], purpose: 'OVERSIGHT' }

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>
  /** Null: nobody signed in. @default the commissioner */
  readonly viewer?: Viewer | null
  readonly subject?: string
  readonly purposes?: readonly Purpose[]
  readonly signal?: AbortSignal
  /** Agencies that the hub could not reach when it last tried. @default none */
  readonly unreachable?: readonly string[]
}

/** What the hub answered, and what it said of whom it asked. */
export interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: tests read into answers whose shape is what they test
  readonly data: any
  readonly errors: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly code: unknown }[]
  readonly sources: Readonly<Record<string, SourceStatus | 'NOT_ASKED'>>
}

/** A hub over fake agencies, and a way to ask it. */
export class FakeWorld {
  readonly agencies: readonly FakeAgency[]
  readonly hub: Hub
  /** Errors that the hub masked; a test that does not expect any finds none here. */
  readonly unexpected: unknown[] = []
  now = 1_700_000_000_000
  #requests = 0

  constructor(
    agencies: readonly FakeAgency[],
    options: { readonly vocabulary?: Vocabulary; readonly sealKey?: Uint8Array; readonly joinAgencies?: readonly string[] } = {},
  ) {
    this.agencies = agencies
    this.hub = createHub({
      agencies: agencies.map(({ description }) => description),
      vocabulary: options.vocabulary ?? vocabulary,
      joinAgencies: options.joinAgencies,
      sealKeys: [options.sealKey ?? Buffer.alloc(32, 7)],
      clock: () => this.now,
      onUnexpectedError: (error) => this.unexpected.push(error),
    })
  }

  async ask(query: string, options: AskOptions = {}): Promise<Told> {
    const {
      variables = {},
      viewer = commissioner,
      subject = 'user-1',
      purposes = PURPOSES,
      signal = new AbortController().signal,
      unreachable = [],
    } = options
    const told: Record<string, SourceStatus | 'NOT_ASKED'> = {}
    const requestId = `request-${++this.#requests}`
    const context: HubRequest = {
      viewer,
      subject: viewer ? subject : null,
      purposes,
      requestId,
      today: TODAY,
      signal,
      agencyStatus: (agency) => (unreachable.includes(agency) ? 'UNREACHABLE' : 'REACHABLE'),
      askAgency: (code, question) => {
        const agency = this.agencies.find(({ description }) => description.agency === code)
        if (!agency || !viewer) throw new HubError('AGENCY_UNAVAILABLE', { agency: code })
        return agency.ask(question, viewer, requestId, TODAY)
      },
      sources: {
        asked: (agency) => {
          told[agency] ??= 'OK'
        },
        outcome: (agency, status) => {
          if (status !== 'OK') told[agency] = status
        },
        notAsked: (agency) => {
          told[agency] ??= 'NOT_ASKED'
        },
      },
    }
    const { data, errors = [] } = await this.hub.execute({ query, variables, context })
    // As the answer leaves: plain JSON.
    return JSON.parse(
      JSON.stringify({
        data,
        errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions?.code })),
        sources: told,
      }),
    )
  }

  /** Calls to all agencies since the last time this was asked. */
  takeCalls(): readonly string[] {
    return this.agencies
      .flatMap(({ description, calls }) => calls.splice(0).map(({ operation }) => `${description.agency} ${operation}`))
      .toSorted()
  }
}
