import type { FieldDefinition, RecordKind } from '../../../schema/index.ts'
import { AUTHORITY_STATES, type Authority, type Consolidated } from '../consolidate/consolidate.ts'
import type { HubBuilder } from './builder.ts'

/** Fields of a kind of which the hub gives one value over agencies: values that can be compared and do not identify. */
export const consolidatedFields = ({ fields }: RecordKind): readonly (readonly [string, FieldDefinition])[] =>
  Object.entries(fields).filter(
    ([, { type, class: sensitivity }]) => sensitivity <= 2 && (type === 'code' || type === 'date' || type === 'int' || type === 'boolean'),
  )

const STATE_WORDS = {
  ANSWERED: 'It states a value.',
  WITHHELD: 'It has the field and does not show it to this viewer and purpose, whether or not there is a value.',
  NOT_RECORDED: 'It left the field blank; blank is never "no".',
  NOT_HELD: 'It has no such field.',
  UNMAPPED: 'It has a value that cannot be said in the shared language.',
  NO_RECORD: 'It was asked and showed no record: there is none, or none for this viewer.',
  UNAVAILABLE: 'It did not answer.',
  NOT_ASKED: 'It was not asked: its policy shows this viewer nothing here, or nothing links its records to this one.',
} as const satisfies Record<(typeof AUTHORITY_STATES)[number], string>

/** Types of values over several agencies. @returns the type for a field's definition */
export function addConsolidated(builder: HubBuilder) {
  const State = builder.enumType('AuthorityState', {
    description: 'How an authoritative agency stands to a value.',
    values: Object.fromEntries(AUTHORITY_STATES.map((state) => [state, { description: STATE_WORDS[state] }])),
  })
  const AuthorityRef = builder.objectRef<Authority>('Authority').implement({
    description: 'An agency whose word decides where agencies differ.',
    fields: (t) => ({
      agency: t.exposeString('agency', { nullable: false, description: 'Code of the institution.' }),
      state: t.field({
        type: State,
        nullable: false,
        description: 'Whether it said anything that this viewer may see.',
        resolve: ({ state }) => state,
      }),
    }),
  })
  const add = (name: string, type: 'Code' | 'IsoDate' | 'Int' | 'Boolean', isList: boolean) => {
    const ref = builder.objectRef<Consolidated>(name)
    ref.implement({
      description: 'A value over all agencies, computed only from what this viewer was shown.',
      fields: (t) => ({
        // The values were checked against the vocabulary when they came in; Pothos cannot know.
        value: isList
          ? t.field({ type: [type as 'Code'], nullable: true, description: VALUE, resolve: ({ value }) => value as string[] | null })
          : t.field({ type: type as 'Code', nullable: true, description: VALUE, resolve: ({ value }) => value as string | null }),
        basis: t.exposeStringList('basis', { nullable: false, description: 'Agencies that state this value.' }),
        authority: t.field({
          type: AuthorityRef,
          nullable: true,
          description: 'The agency that decides: the most authoritative one that answered, else the most authoritative one.',
          resolve: ({ authority }) => authority,
        }),
        authorities: t.field({
          type: [AuthorityRef],
          nullable: false,
          description: 'All authoritative agencies, best first, answering or not.',
          resolve: ({ authorities }) => [...authorities],
        }),
      }),
    })
    return ref
  }
  const types = {
    code: add('ConsolidatedCode', 'Code', false),
    codes: add('ConsolidatedCodes', 'Code', true),
    date: add('ConsolidatedDate', 'IsoDate', false),
    int: add('ConsolidatedInt', 'Int', false),
    boolean: add('ConsolidatedBoolean', 'Boolean', false),
  }
  return ({ type, list }: FieldDefinition) => {
    if (list) return types.codes
    if (type === 'date' || type === 'int' || type === 'boolean') return types[type]
    return types.code
  }
}
export type ConsolidatedTypeOf = ReturnType<typeof addConsolidated>

const VALUE = 'Null where nobody stated one, or agencies differ and none of them is authoritative; `discrepancies` has them.'
