import {
  type AgencyHoldings,
  ageOn,
  type Held,
  type HeldBackground,
  type HeldConsent,
  joined,
  keyOf,
  numberOf,
  ofKind,
  type TableRows,
  tableOf,
  textOf,
  wordFor,
  wordOf,
} from '../../../../demo/world/index.ts'
import { GENDER, REFERRED_BY, SESSION, SITE, STATE } from './words.ts'

/** Writes what the psychosocial service holds: one nested document a client. */
export function project({ records, consents, background }: AgencyHoldings): TableRows[] {
  const sessions = Map.groupBy(ofKind(records, 'ServiceRecord'), (record) => record.victimKey?.[0] ?? '')
  const referrals = new Map(ofKind(records, 'ReferralRecord').map((record) => [keyOf(record), record]))
  const consentsOf = Map.groupBy(consents, (consent) => consent.victimKey[0] ?? '')
  return [
    joined(
      tableOf('clients', client({ sessions, referrals, consentsOf }), ofKind(records, 'VictimRecord')),
      tableOf('clients', OTHER, background),
    ),
  ]
}

interface Related {
  readonly sessions: ReadonlyMap<string, readonly Held[]>
  readonly referrals: ReadonlyMap<string, Held>
  readonly consentsOf: ReadonlyMap<string, readonly HeldConsent[]>
}

const answer = (consents: readonly HeldConsent[], scope: string) =>
  wordFor(STATE, consents.find((consent) => consent.scope === scope)?.state ?? 'NOT-ASKED', 0)

const client = ({ sessions, referrals, consentsOf }: Related) => {
  const sessionsOf = (record: Held) => sessions.get(keyOf(record)) ?? []
  return {
    clientCode: keyOf,
    site: (record: Held) => wordOf(record, 'municipality', SITE),
    intakeDate: (record: Held) => textOf(record, 'identifiedDate'),
    ageYears: (record: Held) => numberOf(record, 'age'),
    gender: (record: Held) => wordOf(record, 'sex', GENDER),
    referredBy: (record: Held) => {
      const referral = referrals.get(keyOf(record))
      return referral ? wordOf(referral, 'fromAgency', REFERRED_BY) : null
    },
    presenting: (record: Held) => JSON.stringify(record.mark % 2 === 0 ? ['human trafficking'] : ['human trafficking', 'GBV']),
    forensicExam: (record: Held) => {
      const exam = sessionsOf(record).find((session) => textOf(session, 'serviceType') === 'FOR')
      return JSON.stringify(exam ? { done: true, date: textOf(exam, 'startDate') } : { done: false, date: null })
    },
    sessions: (record: Held) =>
      JSON.stringify(
        sessionsOf(record).map((session) => ({
          sessionId: keyOf(session),
          date: textOf(session, 'startDate'),
          type: wordOf(session, 'serviceType', SESSION),
          note: 'Client slept badly; grounding exercise.',
        })),
      ),
    consent: (record: Held) => {
      const consents = consentsOf.get(keyOf(record)) ?? []
      return JSON.stringify({
        shareWithPolice: answer(consents, 'AUT'),
        shareForReferral: answer(consents, 'REF'),
        shareStats: answer(consents, 'STA'),
      })
    },
    dischargeReason: () => null,
  }
}

const OTHER = {
  clientCode: (other: HeldBackground) => other.key,
  site: () => 'Fatin Hakmatek Dili',
  intakeDate: (other: HeldBackground) => other.row.date,
  ageYears: (other: HeldBackground) => ageOn(other.row.person.birthDate, other.row.date),
  gender: () => 'Woman',
  referredBy: () => 'VPU',
  presenting: () => '["GBV"]',
  forensicExam: () => '{"done":false,"date":null}',
  sessions: () => '[]',
  consent: () => '{"shareWithPolice":"no","shareForReferral":"yes","shareStats":"yes"}',
  dischargeReason: () => 'completed',
}
