import type { Purpose } from '../../schema/index.ts'

/** A person of the demonstration: an office, not a human being. */
export interface DemoPerson {
  readonly name: string
  readonly agency: string
  readonly roles: readonly string[]
  /** What a token of this person may be used for; the first is what the start page suggests. */
  readonly purposes: readonly [Purpose, ...Purpose[]]
  readonly what: string
  /** Has a key to approve emergencies with. */
  readonly isApprover?: boolean
}

/** Who may sign in to the demonstration. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    name: 'klatu.analyst',
    agency: 'klatu',
    roles: ['analyst'],
    purposes: ['OVERSIGHT', 'STATISTICS'],
    what: 'counts cases across agencies',
  },
  {
    name: 'klatu.commissioner',
    agency: 'klatu',
    roles: ['commissioner'],
    purposes: ['OVERSIGHT', 'STATISTICS'],
    what: 'follows one matter through all agencies',
  },
  {
    name: 'pntl.officer',
    agency: 'pntl',
    roles: ['case-officer'],
    purposes: ['INVESTIGATION', 'PROTECTION'],
    what: 'takes reports at the Vulnerable Persons Unit',
  },
  {
    name: 'pcic.investigator',
    agency: 'pcic',
    roles: ['case-officer'],
    purposes: ['INVESTIGATION'],
    what: 'investigates under the prosecutor',
  },
  {
    name: 'pgr.prosecutor',
    agency: 'pgr',
    roles: ['prosecutor', 'case-officer'],
    purposes: ['INVESTIGATION'],
    what: 'directs the inquiry',
  },
  {
    name: 'migration.officer',
    agency: 'migration',
    roles: ['case-officer'],
    purposes: ['PROTECTION', 'INVESTIGATION'],
    what: 'screens at the border',
  },
  { name: 'mssi.caseworker', agency: 'mssi', roles: ['caseworker'], purposes: ['PROTECTION'], what: 'cares for victims' },
  { name: 'fokupers.caseworker', agency: 'fokupers', roles: ['caseworker'], purposes: ['PROTECTION'], what: 'works in a shelter' },
  {
    name: 'fokupers.director',
    agency: 'fokupers',
    roles: ['director'],
    purposes: ['PROTECTION'],
    what: 'approves emergencies for the shelters, and sees no record',
    isApprover: true,
  },
  {
    name: 'mssi.director',
    agency: 'mssi',
    roles: ['director'],
    purposes: ['PROTECTION'],
    what: 'approves emergencies for the ministry, and sees no record',
    isApprover: true,
  },
  { name: 'pradet.counsellor', agency: 'pradet', roles: ['caseworker'], purposes: ['PROTECTION'], what: 'counsels at Fatin Hakmatek' },
  { name: 'alfela.lawyer', agency: 'alfela', roles: ['lawyer'], purposes: ['PROTECTION'], what: 'gives legal aid' },
  { name: 'mnec.consul', agency: 'mnec', roles: ['consul'], purposes: ['CONSULAR'], what: 'helps Timorese abroad' },
  {
    name: 'partner.app',
    agency: 'partner',
    roles: ['partner-app'],
    purposes: ['STATISTICS'],
    what: 'an application that reads published numbers',
  },
  { name: 'ombudsman.auditor', agency: 'ombudsman', roles: ['auditor'], purposes: ['AUDIT'], what: 'checks who looked at what' },
]

export const findPerson = (name: string): DemoPerson | undefined => DEMO_PEOPLE.find((person) => person.name === name)
