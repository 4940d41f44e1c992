import type { PreparedRead, RecordRow } from '../../../adapters/index.ts'
import type { Shelf } from '../../../platform/index.ts'
import type { AgencyModel, RecordKindName, RelatedWanted } from '../../../schema/index.ts'
import { opensNothing, type Profile } from '../access/profile.ts'
import { type HeldRelation, relationsOf, typeNameOf } from '../access/relations.ts'
import type { Wanted } from '../read/queries.ts'
import type { Prepare } from './prepare.ts'
import { type FieldValues, fieldReader, knownFields } from './record-values.ts'

export interface ItemsWanted {
  readonly kind: RecordKindName
  readonly summary: readonly string[]
  readonly related: readonly RelatedWanted[]
}

/** Records at one relation that are asked for, held and open to the viewer. */
export interface PlannedRelation {
  readonly name: string
  readonly to: RecordKindName
  readonly read: PreparedRead
  readonly valuesOf: (row: RecordRow) => FieldValues
  /** Place among the rows' parents; undefined where they are children. */
  readonly parent: number | undefined
}

/** How items are made of rows for one profile: what is read, and how it is told. */
export interface ItemsPlan {
  readonly typename: string
  /** What the first statement has to read. */
  readonly wanted: Wanted
  readonly valuesOf: (row: RecordRow) => FieldValues
  readonly relations: readonly PlannedRelation[]
  /** Where the number of a record's matter stands: in its own row, or in its case's; undefined where no key may be given. */
  readonly nuc: 'own' | { readonly parent: number; readonly read: PreparedRead } | undefined
}

export type ItemsPlans = (profile: Profile, wanted: ItemsWanted) => ItemsPlan

export interface PlanSettings {
  readonly model: AgencyModel
  readonly prepare: Prepare
  /** Whether keys of matters are given and understood at all. */
  readonly hasCaseKeys: boolean
}

/** Of what reads one field of a row, and of the reads that a plan keeps from being forgotten. As plans of `/graphql` were seen to take, and some more. */
const BYTES = { plan: 2_000, field: 600, characterOfSql: 4 } as const

/** Plans, those used last: the hub asks the same few questions again and again. */
export function createItemsPlans(settings: PlanSettings, shelf: Shelf): ItemsPlans {
  const known = shelf.map<string, ItemsPlan>()
  return (profile, wanted) => {
    const name = JSON.stringify([profile.key, wanted.kind, wanted.summary, wanted.related])
    const before = known.get(name)
    if (before) return before
    const plan = planItems(settings, profile, wanted)
    known.set(name, plan, name.length + bytesOf(plan, wanted))
    return plan
  }
}

function bytesOf({ relations, nuc }: ItemsPlan, { summary, related }: ItemsWanted): number {
  const fields = [summary, ...related.map((each) => each.fields)].flat()
  const reads = [...relations.map(({ read }) => read), ...(typeof nuc === 'object' ? [nuc.read] : [])]
  const characters = reads.reduce((sum, { sql }) => sum + sql.length, 0)
  return BYTES.plan + fields.length * BYTES.field + characters * BYTES.characterOfSql
}

function planItems(settings: PlanSettings, profile: Profile, wanted: ItemsWanted): ItemsPlan {
  const { model, prepare, hasCaseKeys } = settings
  const { kind, summary } = wanted
  const bound = boundRelations(model, profile, wanted)
  const toCase = hasCaseKeys ? caseRelation(model, profile, kind) : undefined
  const parents = [...new Set([...bound.flatMap(({ many, name }) => (many ? [] : [name])), ...(toCase === undefined ? [] : [toCase])])]
  const isCase = kind === 'CaseRecord'
  return {
    typename: typeNameOf(model, kind),
    wanted: { fields: knownFields(model, kind, summary), parents, withLinkNuc: isCase && hasCaseKeys },
    valuesOf: fieldReader(model, kind, summary, profile),
    relations: bound.map(({ name, to, many, through, fields }) => ({
      name,
      to,
      read: prepare(profile, to, many ? { by: 'parents', relation: through } : { by: 'keys' }, {
        fields: knownFields(model, to, fields),
        parents: [],
      }),
      valuesOf: fieldReader(model, to, fields, profile),
      parent: many ? undefined : parents.indexOf(name),
    })),
    nuc:
      isCase && hasCaseKeys
        ? 'own'
        : toCase === undefined
          ? undefined
          : {
              parent: parents.indexOf(toCase),
              read: prepare(profile, 'CaseRecord', { by: 'keys' }, { fields: [], parents: [], withLinkNuc: true }),
            },
  }
}

interface BoundRelation extends HeldRelation {
  readonly through: string
  readonly fields: readonly string[]
}

function boundRelations(model: AgencyModel, profile: Profile, { kind, related }: ItemsWanted): readonly BoundRelation[] {
  return relationsOf(model, kind).flatMap((relation) => {
    const asked = related.filter(({ relation: name }) => name === relation.name)
    const { through } = relation
    if (asked.length === 0 || through === undefined || opensNothing(profile.accessOf(relation.to))) return []
    return [{ ...relation, through, fields: [...new Set(asked.flatMap(({ fields }) => fields))] }]
  })
}

/** The relation that leads to the record's case, where the viewer may be given keys of cases. */
function caseRelation(model: AgencyModel, profile: Profile, kind: RecordKindName): string | undefined {
  if (kind === 'CaseRecord' || profile.accessOf('CaseRecord').link.op === 'false') return undefined
  return relationsOf(model, kind).find(({ to, many, through }) => to === 'CaseRecord' && !many && through !== undefined)?.name
}
