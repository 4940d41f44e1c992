import { personFields } from './person-fields.ts'
import type { RecordKind } from './types.ts'

export const perpetratorRecord: RecordKind = {
  name: 'PerpetratorRecord',
  description: 'A suspect, defendant or convicted person (natural or legal), as ONE agency knows them.',
  fields: {
    localRef: { type: 'text', class: 3, entity: 'perpetrator', description: "The agency's own reference for the person." },
    personType: {
      type: 'code',
      codes: 'person-type',
      class: 1,
      entity: 'perpetrator',
      owners: ['pcic', 'pgr'],
      description: 'Natural or legal person (Law 3/2017 makes legal persons liable).',
    },
    ...personFields('perpetrator'),
    roles: {
      type: 'code',
      codes: 'perpetrator-role',
      list: true,
      class: 1,
      entity: 'perpetrator',
      htcds: 'per_RoleInProcess',
      owners: ['pcic'],
      description: 'Roles in the trafficking process.',
    },
    justiceStatus: {
      type: 'code',
      codes: 'justice-status',
      class: 1,
      entity: 'perpetrator',
      owners: ['courts', 'pgr'],
      description: 'Status in the criminal procedure.',
    },
    coerciveMeasure: {
      type: 'code',
      codes: 'coercive-measure',
      class: 2,
      entity: 'perpetrator',
      owners: ['courts'],
      description: 'Coercive measure (medida de coação) in force.',
    },
    isPublicOfficial: {
      type: 'boolean',
      class: 2,
      entity: 'perpetrator',
      owners: ['pgr'],
      description: 'Whether the person is a public official; null when not recorded.',
    },
  },
  relations: {
    case: { to: 'CaseRecord', many: false, description: 'The matter, in the same agency.' },
    proceedings: { to: 'ProceedingRecord', many: true, description: 'Charges, verdicts and sentences of this person.' },
  },
  orderBy: [],
}
