import type { RecordKind } from './types.ts'

export const referralRecord: RecordKind = {
  name: 'ReferralRecord',
  description: 'A person sent from one body to another for help or protection, as ONE of the two records it.',
  fields: {
    localRef: { type: 'text', class: 2, entity: 'reporting entity', description: "The agency's own number of the referral." },
    kind: {
      type: 'code',
      codes: 'referral-kind',
      class: 2,
      entity: 'reporting entity',
      description: 'Referral (the owner stays) or transfer (ownership moves).',
    },
    fromAgency: {
      type: 'code',
      codes: 'agency',
      class: 2,
      entity: 'reporting entity',
      htcds: 'cas_ReferringOrganisation',
      description: 'The body that refers.',
    },
    toAgency: {
      type: 'code',
      codes: 'agency',
      class: 2,
      entity: 'reporting entity',
      htcds: 'cas_ReferredOrganisation',
      description: 'The body that is asked.',
    },
    madeOn: {
      type: 'date',
      class: 2,
      entity: 'reporting entity',
      htcds: 'cas_OutgoingReferralDate',
      description: 'Date on which the referral was made.',
    },
    respondedOn: {
      type: 'date',
      class: 2,
      entity: 'reporting entity',
      htcds: 'cas_IncomingReferralDate',
      description: 'Date on which it was accepted or rejected.',
    },
    status: {
      type: 'code',
      codes: 'referral-status',
      class: 2,
      entity: 'reporting entity',
      description: 'In progress, accepted, rejected, done or revoked.',
    },
    serviceType: {
      type: 'code',
      codes: 'service-type',
      class: 2,
      entity: 'victim',
      htcds: 'cas_ReasonForOutgoingReferral',
      description: 'The service asked for.',
    },
    expiresOn: {
      type: 'date',
      class: 2,
      entity: 'reporting entity',
      description: 'Date after which the referral gives no access any more.',
    },
  },
  relations: {
    case: { to: 'CaseRecord', many: false, description: 'The matter, in the same agency.' },
    victim: { to: 'VictimRecord', many: false, description: 'The person referred, in the same agency.' },
  },
  orderBy: ['madeOn', 'respondedOn'],
}

export const serviceRecord: RecordKind = {
  name: 'ServiceRecord',
  description: 'A service given to a person, as the provider records it.',
  fields: {
    serviceType: { type: 'code', codes: 'service-type', class: 2, entity: 'victim', htcds: 'spl_Type', description: 'Type of service.' },
    provider: {
      type: 'code',
      codes: 'agency',
      class: 2,
      entity: 'reporting entity',
      description: 'The body that gives it; a shelter is never named.',
    },
    startDate: { type: 'date', class: 2, entity: 'victim', description: 'First day.' },
    endDate: { type: 'date', class: 2, entity: 'victim', htcds: 'spl_ActualEndDate', description: 'Last day.' },
    closureReason: {
      type: 'code',
      codes: 'closure-reason',
      class: 2,
      entity: 'victim',
      htcds: 'cas_ReasonForCaseClosure',
      description: 'Why the service ended.',
    },
  },
  relations: {
    case: { to: 'CaseRecord', many: false, description: 'The matter, in the same agency.' },
    victim: { to: 'VictimRecord', many: false, description: 'The person served, in the same agency.' },
  },
  orderBy: ['startDate'],
}
