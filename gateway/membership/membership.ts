import { HubError, type MembershipAnswer, type MembershipRequest } from '../../schema/index.ts'
import { type AgencyRegistry, AgencySetting } from '../agencies/index.ts'
import type { EvidenceLog } from '../evidence/index.ts'
import { takeInvitation } from './invitations.ts'
import { type Member, readMembers, writeMembers } from './register.ts'
import { MembershipRefusal, thumbprintOf, verifyRequest } from './verify-request.ts'

export interface MembershipOptions {
  readonly stateFolder: string
  readonly registry: AgencyRegistry
  readonly evidence: EvidenceLog
  /** Agencies of the settings: they are the operator's to add and to remove, and cannot join a second time. */
  readonly settled: readonly string[]
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** The hub's public keys, and the SHA-256 of the TLS key that it shows to adapters. */
  readonly keys: Pick<MembershipAnswer, 'jwks' | 'hubPins'>
  /** Agencies of the graph that is served now. */
  readonly composed: () => readonly string[]
  /** Milliseconds between two looks at the register: another gateway, or the operator, may have changed it. */
  readonly pollMs: number
}

/** Who asks, as far as the connection tells. */
export interface Asked {
  readonly token: string
  readonly host: string
  /** Whether the request came from this machine. */
  readonly isLocal: boolean
}

/** Requests that are remembered until they are too old: one more is refused. */
const MOST_SEEN = 10_000

/** Lets institutions join by an invitation, and leave. The register on disk is what counts; the graph follows it. */
export class Membership {
  readonly #options: MembershipOptions
  readonly #seen = new Map<string, number>()
  #followed = new Map<string, string>()
  #work: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(options: MembershipOptions) {
    this.#options = options
  }

  /** @param members whom the registry was started with */
  start(members: readonly Member[]): void {
    this.#followed = new Map(members.map(({ setting }) => [setting.agency, JSON.stringify(setting)]))
    const look = () => void this.#alone(() => this.#follow()).catch(() => undefined) // an unreadable register changes nothing
    this.#timer = setInterval(look, this.#options.pollMs)
    this.#timer.unref()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#work.catch(() => undefined)
  }

  /** @throws {HubError} CALL_REFUSED, INVITATION_INVALID, EVIDENCE_UNAVAILABLE, OVERLOADED */
  answer(asked: Asked): Promise<{ readonly answer: MembershipAnswer; readonly done: MembershipRequest['do'] }> {
    return this.#alone(async () => {
      const { stateFolder, clock } = this.#options
      const members = await readMembers(stateFolder)
      const keyOf = async (agency: string) => members.find(({ setting }) => setting.agency === agency)?.key
      const now = Math.floor(clock() / 1_000)
      const { request, key } = await verifyRequest(asked.token, { host: asked.host, keyOf, now })
      // A join cannot be repeated, its invitation is gone; anybody may sign one, so they must not fill the memory either.
      if (request.do !== 'join') this.#once(request)
      // What was signed under an earlier membership says nothing under this one, also at another gateway or after a restart.
      const member = members.find(({ setting }) => setting.agency === request.agency)
      if (request.do !== 'join' && member && request.iat < Math.floor(Date.parse(member.joined) / 1_000))
        throw new MembershipRefusal('earlier')
      if (request.do === 'join') await this.#join(request, key, members, asked)
      if (request.do === 'leave') {
        await this.#write(
          'LEFT',
          request.agency,
          key,
          members.filter(({ setting }) => setting.agency !== request.agency),
        )
      }
      return { answer: this.#answerTo(request), done: request.do }
    })
  }

  async #join(
    request: Extract<MembershipRequest, { do: 'join' }>,
    key: string,
    members: readonly Member[],
    { isLocal }: Asked,
  ): Promise<void> {
    const { stateFolder, settled, keys, clock } = this.#options
    const { agency, url, pins, code } = request
    const setting = AgencySetting.safeParse({ agency, url, ...(pins ? { pins } : {}) })
    const isOwnMachine = setting.success && setting.data.url.startsWith('http:')
    const isThere = settled.includes(agency) || members.some((member) => member.setting.agency === agency)
    // Whoever asks from elsewhere names no address of the hub's own machine, and nobody one that the hub has no certificate for.
    if (!setting.success || (isOwnMachine && !isLocal) || (!isOwnMachine && keys.hubPins.length === 0) || isThere)
      throw new HubError('INVITATION_INVALID')
    // Last of all, so that a request that fails otherwise costs nobody the invitation.
    if (!(await takeInvitation(stateFolder, code, agency, clock()))) throw new HubError('INVITATION_INVALID')
    const joined = new Date(clock()).toISOString()
    await this.#write('JOINED', agency, key, [...members, { setting: setting.data, key, joined }])
  }

  /** Evidence first: what cannot be recorded does not happen. */
  async #write(membership: 'JOINED' | 'LEFT', agency: string, key: string, members: readonly Member[]): Promise<void> {
    const { stateFolder, evidence, clock } = this.#options
    await evidence.append({ at: new Date(clock()).toISOString(), membership, agency, key: thumbprintOf(key) })
    await writeMembers(stateFolder, members)
    await this.#follow()
  }

  /** Takes into the graph who is in the register, and out of it who is there no more. */
  async #follow(): Promise<void> {
    const { stateFolder, registry, settled } = this.#options
    const members = (await readMembers(stateFolder)).filter(({ setting }) => !settled.includes(setting.agency))
    const wanted = new Map(members.map(({ setting }) => [setting.agency, setting]))
    for (const agency of this.#followed.keys()) if (!wanted.has(agency)) await registry.remove(agency)
    for (const [agency, setting] of wanted) if (this.#followed.get(agency) !== JSON.stringify(setting)) await registry.add(setting)
    this.#followed = new Map([...wanted].map(([agency, setting]) => [agency, JSON.stringify(setting)]))
  }

  #answerTo({ agency }: MembershipRequest): MembershipAnswer {
    const { registry, keys, composed } = this.#options
    const known = registry.get(agency)
    const problems = (known?.problems ?? []).map(({ rule, where, what, remedy }) => ({ rule, where, what, remedy }))
    const standing = { reachability: known?.reachability ?? 'UNKNOWN', isComposed: composed().includes(agency), problems }
    return { agency, isMember: known !== undefined, ...keys, standing }
  }

  /** @throws {MembershipRefusal} for a request that was seen before */
  #once({ jti, iat }: MembershipRequest): void {
    const now = Math.floor(this.#options.clock() / 1_000)
    for (const [seen, at] of this.#seen) if (at < now - 300) this.#seen.delete(seen)
    if (this.#seen.has(jti)) throw new MembershipRefusal('replay')
    if (this.#seen.size >= MOST_SEEN) throw new HubError('OVERLOADED', { service: 'hub' })
    this.#seen.set(jti, iat)
  }

  /** One change at a time. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#work.then(work, work)
    this.#work = run.catch(() => undefined)
    return run
  }
}
