import {
  type AgencyHoldings,
  ageOn,
  codesOf,
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
import { AGENCY, EXPLOITATION, IDENTIFICATION, LANGUAGE, LOCATION, NATIONALITY, SERVICE, SEX, TRANSITION_STATUS } from './words.ts'

/** Writes what the ministry's case management holds: one JSON document a child. */
export function project({ records, consents, background }: AgencyHoldings): TableRows[] {
  const services = Map.groupBy(ofKind(records, 'ServiceRecord'), (service) => service.victimKey?.[0] ?? '')
  const consentsOf = Map.groupBy(consents, (consent) => consent.victimKey[0] ?? '')
  return [
    joined(
      tableOf(
        'cases',
        {
          id: keyOf,
          data: (child: Held) =>
            JSON.stringify(documentOfChild(child, services.get(keyOf(child)) ?? [], consentsOf.get(keyOf(child)) ?? [])),
        },
        ofKind(records, 'VictimRecord'),
      ),
      tableOf(
        'cases',
        { id: (other: HeldBackground) => other.key, data: (other: HeldBackground) => JSON.stringify(otherDocument(other)) },
        background,
      ),
    ),
    tableOf('transitions', TRANSITIONS, ofKind(records, 'ReferralRecord')),
  ]
}

const given = (consents: readonly HeldConsent[], scope: string) =>
  consents.some((consent) => consent.scope === scope && consent.state === 'GIVEN')
const wordsFor = (codes: readonly string[], words: Parameters<typeof wordFor>[0]) => codes.map((code) => wordFor(words, code, 0))

function documentOfChild(child: Held, services: readonly Held[], consents: readonly HeldConsent[]) {
  return {
    short_id: textOf(child, 'localCode'),
    record_state: true,
    status: child.mark % 4 === 0 ? 'closed' : 'open',
    name: '*****',
    hidden_name: true,
    sex: wordOf(child, 'sex', SEX),
    age: numberOf(child, 'age'),
    estimated: child.person?.birthPrecision === 'year',
    date_of_birth: textOf(child, 'birthDate'),
    nationality: wordsFor(codesOf(child, 'citizenships'), NATIONALITY),
    language: wordsFor(codesOf(child, 'languages'), LANGUAGE),
    location_current: wordOf(child, 'municipality', LOCATION),
    registration_date: textOf(child, 'identifiedDate'),
    identification_status: wordOf(child, 'status', IDENTIFICATION),
    protection_concerns: ['trafficked_smuggled', ...wordsFor(codesOf(child, 'exploitation'), EXPLOITATION)],
    exploitation: wordsFor(codesOf(child, 'exploitation'), EXPLOITATION),
    risk_level: ['high', 'medium', 'low'][child.mark % 3],
    consent_for_services: given(consents, 'SVC'),
    disclosure_other_orgs: given(consents, 'REF'),
    consent_reporting: given(consents, 'STA'),
    consent_authorities: given(consents, 'AUT'),
    consent_info_sharing: [...(given(consents, 'REF') ? ['ngo'] : []), ...(given(consents, 'AUT') ? ['police'] : [])],
    services_section: services.map((service) => ({
      unique_id: keyOf(service),
      service_type: wordOf(service, 'serviceType', SERVICE),
      service_response_day_time: textOf(service, 'startDate'),
      service_implemented_day_time: textOf(service, 'endDate'),
    })),
    safety_plan: 'Labarik hela ho tia; labele fó hatene hela-fatin.',
    owned_by: `mssi_${child.mark % 5}`,
    owned_by_agency_id: 'agency-mssi',
  }
}

function otherDocument({ key, row, mark }: HeldBackground) {
  return {
    short_id: key.slice(-7),
    record_state: true,
    status: 'open',
    name: '*****',
    hidden_name: true,
    sex: wordFor(SEX, row.person.sex, 0),
    age: ageOn(row.person.birthDate, row.date),
    estimated: false,
    date_of_birth: row.person.birthDate,
    nationality: ['timor_leste'],
    language: ['tetum'],
    location_current: wordFor(LOCATION, row.municipality, mark),
    registration_date: row.date,
    protection_concerns: ['neglect'],
    risk_level: 'medium',
    consent_for_services: true,
    disclosure_other_orgs: false,
    consent_reporting: true,
    consent_authorities: false,
    consent_info_sharing: [],
    services_section: [],
    owned_by: 'mssi_1',
    owned_by_agency_id: 'agency-mssi',
  }
}

const TRANSITIONS = {
  id: keyOf,
  record_id: (record: Held) => record.victimKey?.[0] ?? null,
  type: () => 'Referral',
  status: (record: Held) => wordOf(record, 'status', TRANSITION_STATUS),
  transitioned_by_agency: (record: Held) => wordOf(record, 'fromAgency', AGENCY),
  transitioned_to_agency: () => 'agency-mssi',
  service: (record: Held) => wordOf(record, 'serviceType', SERVICE),
  created_at: (record: Held) => textOf(record, 'madeOn'),
  responded_at: (record: Held) => textOf(record, 'respondedOn'),
  notes: () => 'Urgent; caller asks that the family is not informed.',
}
