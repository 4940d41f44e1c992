import type { RecordRow } from '../../../adapters/index.ts'
import { accessFor, type CompiledPolicy, type Decision, decide, holds, LINK, type RowFacts, vocabulary } from '../../../schema/index.ts'
import { TODAY } from '../../contract/asking.ts'
import { factsOf, tipCases, type World } from '../../contract/policy-world.ts'
import { viewer } from './rules.ts'

export type Kind = 'CaseRecord' | 'VictimRecord'
export const FIELDS = {
  CaseRecord: ['stage', 'registeredDate', 'inquirySecret', 'nuc'],
  VictimRecord: ['sex', 'birthDate', 'names'],
} as const
export const nucOf = (id: number): string => `900${id}/24.PDDIL`

/** What must come back, worked out from the world and `decide` alone. */
export const expectedOf = (world: World, policy: CompiledPolicy) => {
  const idsOf = (kind: Kind): readonly number[] => (kind === 'CaseRecord' ? tipCases(world) : world.victims).map(({ id }) => id)
  const facts = (kind: Kind, id: number): RowFacts => factsOf(world, kind, id, viewer.agency)
  const decision = (kind: Kind, field: string, id: number): Decision => decide(policy, vocabulary, viewer, { kind, field }, facts(kind, id))
  const access = { CaseRecord: accessOf('CaseRecord'), VictimRecord: accessOf('VictimRecord') }
  function accessOf(kind: Kind) {
    return accessFor(policy, vocabulary, kind, viewer, TODAY)
  }
  const isVisible = (kind: Kind, id: number): boolean => idsOf(kind).includes(id) && holds(access[kind].row, facts(kind, id))
  const mayLink = (id: number): boolean => decision('CaseRecord', LINK, id).effect === 'full'
  return {
    visible: (kind: Kind): readonly number[] => idsOf(kind).filter((id) => isVisible(kind, id)),
    /** Key of the case that a victim's row may point to. */
    caseOf(id: number): string | null {
      const of = world.victims.find((victim) => victim.id === id)?.ofCase
      return of != null && isVisible('CaseRecord', of) ? String(of) : null
    },
    linkNuc: (id: number): string | null => (mayLink(id) ? nucOf(id) : null),
    mayLink,
    /** Cells as they may be shown, from the whole row as its owner sees it. */
    cells: (kind: Kind, id: number, whole: RecordRow | undefined): readonly unknown[] =>
      FIELDS[kind].map((field, index) => {
        const said = decision(kind, field, id)
        if (said.effect === 'withheld') return '(WITHHELD)'
        const value = whole?.cells[index] ?? null
        if (value === null) return `(${whole?.gaps[index]})`
        return said.effect === 'full' ? value : coarser(value, said.as)
      }),
    /** Whether the field is shown in full in the row, and its value passes. */
    matches(kind: Kind, field: string, id: number, passes: (value: string) => boolean): boolean {
      const value = facts(kind, id).fields[`${kind}.${field}`]
      return decision(kind, field, id).effect === 'full' && value != null && passes(value)
    },
    /** Whether some row could show the field in full: otherwise nobody may filter by it. */
    mayFilter: (kind: Kind, field: string): boolean => access[kind].cells.get(field)?.some(({ as }) => as === undefined) ?? false,
    dateShown(id: number): string | null {
      const isFull = decision('CaseRecord', 'registeredDate', id).effect === 'full'
      return isFull ? (facts('CaseRecord', id).fields['CaseRecord.registeredDate'] ?? null) : null
    },
  }
}

function coarser(value: unknown, as: string): unknown {
  if (as === 'year') return String(value).slice(0, 4)
  if (as === 'yes-no') return 'yes'
  if (as !== 'initials' || !Array.isArray(value)) throw new TypeError(`no form ${as} of this`)
  return value.map(({ type, text }) => ({ type, text: `${String(text).slice(0, 1)}.` }))
}
