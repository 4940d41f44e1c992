import type { AgencyDescription, WrittenPolicy } from '../../schema/index.ts'
import {
  accessFor,
  type CompiledPolicy,
  RECORD_KIND_NAMES,
  TRANSFORMS,
  type Transform,
  type Viewer,
  type Vocabulary,
} from '../../schema/index.ts'

/** What a profile can ever be shown, by agency type: `PntlVictimRecord` → its fields. Types that are no agency's record are not in it. */
export type VisibleFields = ReadonlyMap<string, ReadonlySet<string>>

/** Fields that every record answers, whatever the policy says: they show nothing of the row beyond what found it. */
const ALWAYS = ['id', '__typename', 'gaps'] as const

/** The compiled policy again, from its form as JSON. */
export function readPolicy(written: WrittenPolicy): CompiledPolicy {
  const isTransform = (text: string): text is Transform => (TRANSFORMS as readonly string[]).includes(text)
  return {
    ...written,
    rules: written.rules.map((rule) => {
      const as = new Map<string, Transform>()
      for (const [field, transform] of Object.entries(rule.as)) if (isTransform(transform)) as.set(field, transform)
      return { ...rule, as }
    }),
  }
}

/**
 * What the viewer can ever be shown by each agency: its fields that some rule may show in some row, and relations to kinds of which
 * some row may be known. The agency decides again, row by row; this only saves asking for what is never answered.
 *
 * @param today ISO date, for groups with dated membership
 */
export function visibleFields(
  agencies: readonly AgencyDescription[],
  vocabulary: Vocabulary,
  viewer: Viewer,
  today: string,
): VisibleFields {
  const visible = new Map<string, ReadonlySet<string>>()
  for (const { typePrefix, kinds, policy: written } of agencies) {
    const policy = readPolicy(written)
    const access = new Map(RECORD_KIND_NAMES.map((kind) => [kind, accessFor(policy, vocabulary, kind, viewer, today)]))
    for (const kind of RECORD_KIND_NAMES) {
      const held = kinds[kind]
      if (!held) continue
      const fields = new Set<string>(ALWAYS)
      const cells = access.get(kind)?.cells
      for (const field of held.fields) if (cells?.has(field)) fields.add(field)
      for (const [relation, { to }] of Object.entries(vocabulary.kinds[kind].relations))
        if (kinds[to] && access.get(to)?.row.op !== 'false') fields.add(relation)
      visible.set(`${typePrefix}${kind}`, fields)
    }
  }
  return visible
}
