import type { FieldDefinition } from '../vocabulary/types.ts'
import type { WrittenConsent } from './agency-file.ts'
import type { ConsentModel } from './model.ts'
import { asList, type ResolveContext } from './resolve-context.ts'
import { resolveField } from './resolve-field.ts'
import { resolveOnly, resolveRelation } from './resolve-relation.ts'

/** Consents are no record kind; their parts are read like fields of these types. */
const SCOPE: FieldDefinition = { type: 'code', codes: 'consent-scope', list: true, class: 2, description: 'Scope of a consent.' }
const STATE: FieldDefinition = { type: 'code', codes: 'consent-state', class: 2, description: 'State of a consent.' }
const UNTIL: FieldDefinition = { type: 'date', class: 2, description: 'Last day of a consent.' }

/** The tables that tell what victims consented to. */
export const resolveConsents = (context: ResolveContext): readonly ConsentModel[] => {
  const { file, problems } = context
  const written = file.consents === undefined ? [] : asList<WrittenConsent>(file.consents)
  const victims = file.records.VictimRecord
  if (written.length > 0 && !victims)
    problems.add('consents', 'speak of VictimRecord, which is not mapped', 'map VictimRecord under records')
  return written.map((consent, index): ConsentModel => {
    const path = Array.isArray(file.consents) ? `consents.${index}` : 'consents'
    const columns = asList(consent.subject.column)
    const references = asList(consent.subject.references ?? victims?.key ?? columns)
    if (columns.length !== references.length)
      problems.add(
        `${path}.subject`,
        `names ${columns.length} column(s) for ${references.length} there`,
        'name as many columns as the victim is found by',
      )
    return {
      from: resolveRelation(context, `${path}.from`, consent.from),
      only: resolveOnly(consent.only),
      subject: { columns, references },
      scope: resolveField(context, `${path}.scope`, SCOPE, consent.scope),
      state: resolveField(context, `${path}.state`, STATE, consent.state),
      ...(consent.until === undefined ? {} : { until: resolveField(context, `${path}.until`, UNTIL, consent.until) }),
    }
  })
}
