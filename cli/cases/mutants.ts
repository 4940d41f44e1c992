import { type AgencyModel, type CompiledPolicy, type CompiledRule, isForViewer, TRUE, type Viewer } from '../../schema/index.ts'

/** What a rule must be shown to do: a changed policy that some case has to notice. */
export interface Mutant {
  readonly rule: string
  readonly proves: 'permits' | 'condition' | 'recipients' | 'statement' | 'forbids'
  readonly policy: CompiledPolicy
  /** Whether the change can matter to this person. */
  concerns(viewer: Viewer, day: string): boolean
}

/** Versions of mutants differ from each other and from every real one: what was worked out for one is not taken for another. */
const FIRST_VERSION = 1_000_000_000

/** For each rule: without it; and, where it permits, without its condition, without asking for a statement, and for everybody. */
export function mutantsOf({ policy }: AgencyModel): readonly Mutant[] {
  let version = FIRST_VERSION
  const changed = (rule: CompiledRule, other: CompiledRule | undefined): CompiledPolicy => ({
    ...policy,
    version: ++version,
    rules: policy.rules.flatMap((one) => (one === rule ? (other ?? []) : one)),
  })
  return policy.rules.filter(speaksOfRecords).flatMap((rule): readonly Mutant[] => {
    const { id, effect, when } = rule
    const isFor: Mutant['concerns'] = (viewer, day) => isForViewer(rule, viewer, day)
    const gone: Mutant = {
      rule: id,
      proves: effect === 'permit' ? 'permits' : 'forbids',
      policy: changed(rule, undefined),
      concerns: isFor,
    }
    if (effect === 'forbid') return [gone]
    const { purposes: _, ...forEveryPurpose } = rule
    const { emergency, ...always } = rule
    return [
      gone,
      ...(when.op === 'true'
        ? []
        : [{ rule: id, proves: 'condition' as const, policy: changed(rule, { ...rule, when: TRUE }), concerns: isFor }]),
      ...(emergency === undefined
        ? []
        : [
            {
              rule: id,
              proves: 'statement' as const,
              policy: changed(rule, always),
              concerns: (viewer: Viewer, day: string) => !isFor(viewer, day) && isForViewer(always, viewer, day),
            },
          ]),
      {
        rule: id,
        proves: 'recipients',
        policy: changed(rule, { ...forEveryPurpose, to: {} }),
        concerns: (viewer, day) => !isFor(viewer, day),
      },
    ]
  })
}

/** Rules over products (indicators, releases) show no record. */
export const speaksOfRecords = ({ coordinates }: CompiledRule): boolean => coordinates.some((coordinate) => !('product' in coordinate))
