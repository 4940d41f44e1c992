import type { AgencyDescription, Vocabulary } from '../../schema/index.ts'
import { breakingChanges } from './breaking-changes.ts'
import type { Composer } from './composer.ts'
import { lintAgency } from './lint.ts'
import type { CompositionProblem } from './problems.ts'
import { typePrefixOf } from './type-prefix.ts'

/** Name of the hub's own subgraph. No agency can have it: it is not the code of an institution. */
export const HUB_SUBGRAPH = 'hub'

export interface ComposeInput {
  /** In any order. */
  readonly candidates: readonly AgencyDescription[]
  /** Agencies composed before, as they were accepted then. They are taken first, so that a newcomer cannot push one out. */
  readonly accepted: ReadonlyMap<string, AgencyDescription>
  /** Agencies whose breaking change the operator has accepted. */
  readonly acceptBreaking: ReadonlySet<string>
  readonly vocabulary: Vocabulary
  /** SDL of the hub's subgraph for exactly these agencies. */
  readonly hubSdl: (agencies: readonly AgencyDescription[]) => string
  readonly composer: Composer
}

export type ComposeOutcome =
  | { readonly supergraphSdl: string; readonly composed: readonly AgencyDescription[]; readonly problems: readonly CompositionProblem[] }
  /** Not even the hub alone composes: a bug of ours. */
  | { readonly supergraphSdl: null; readonly errors: readonly string[] }

/**
 * Composes all agencies that can be composed, and says of the others why not. One agency's fault never costs another its place.
 */
export async function composeAgencies(input: ComposeInput): Promise<ComposeOutcome> {
  const problems: CompositionProblem[] = []
  const sound = input.candidates.flatMap((description) => {
    const found = check(description, input)
    problems.push(...found)
    if (found.length > 0) return []
    const before = input.accepted.get(description.agency)
    const breaking = before && !input.acceptBreaking.has(description.agency) ? changes(before, description) : []
    problems.push(...breaking)
    // Until the operator accepts, the agency is asked in the old words; its policy is the new one in any case.
    return before && breaking.length > 0
      ? [{ ...description, sdl: before.sdl, kinds: before.kinds, vocabularyVersion: before.vocabularyVersion }]
      : [description]
  })
  const tryWith = (agencies: readonly AgencyDescription[]) => {
    const sorted = agencies.toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
    return input.composer.compose([
      { name: HUB_SUBGRAPH, sdl: input.hubSdl(sorted) },
      ...sorted.map(({ agency, sdl }) => ({ name: agency, sdl })),
    ])
  }

  const whole = await tryWith(sound)
  if ('supergraphSdl' in whole) return { supergraphSdl: whole.supergraphSdl, composed: byCode(sound), problems }

  // One by one: those that were there first, then by code.
  let last = await tryWith([])
  const composed: AgencyDescription[] = []
  const inOrder = byCode(sound).toSorted((a, b) => Number(input.accepted.has(b.agency)) - Number(input.accepted.has(a.agency)))
  for (const candidate of inOrder) {
    const result = await tryWith([...composed, candidate])
    if ('supergraphSdl' in result) {
      composed.push(candidate)
      last = result
    } else problems.push(doesNotCompose(candidate.agency, result.errors))
  }
  if ('errors' in last) return { supergraphSdl: null, errors: last.errors }
  return { supergraphSdl: last.supergraphSdl, composed: byCode(composed), problems }
}

const byCode = (agencies: readonly AgencyDescription[]) => agencies.toSorted((a, b) => (a.agency < b.agency ? -1 : 1))

function check(description: AgencyDescription, input: ComposeInput): readonly CompositionProblem[] {
  const { agency } = description
  if (agency === HUB_SUBGRAPH || description.typePrefix !== typePrefixOf(agency))
    return [
      {
        agency,
        rule: 'IDENTITY',
        where: '',
        what: `it gives its types another prefix than ${typePrefixOf(agency)}`,
        remedy: 'Set `agency:` in its agency.yaml to the code under which the hub knows it',
      },
    ]
  if (description.vocabularyVersion > input.vocabulary.version)
    return [
      {
        agency,
        rule: 'VOCABULARY_TOO_NEW',
        where: '',
        what: `it speaks vocabulary ${description.vocabularyVersion}, this hub ${input.vocabulary.version}`,
        remedy: 'Update the hub first, then the agencies one by one',
      },
    ]
  return lintAgency(agency, description.sdl, input)
}

const changes = (before: AgencyDescription, after: AgencyDescription): readonly CompositionProblem[] =>
  before.sdl === after.sdl ? [] : breakingChanges(after.agency, before.sdl, after.sdl)

const doesNotCompose = (agency: string, errors: readonly string[]): CompositionProblem => ({
  agency,
  rule: 'DOES_NOT_COMPOSE',
  where: '',
  what: `it does not fit the other agencies' graph: ${errors.slice(0, 3).join('; ').slice(0, 600)}`,
  remedy: 'Update its adapter to the version of the others, then start it again; the others go on without it',
})
