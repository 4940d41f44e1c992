import { holds, type KindAccess, type RecordKindName, type RowFacts, type Viewer } from '../../../schema/index.ts'

/** The day on which the fuzzed hub is asked. */
export const TODAY = '2026-01-15'
export const AGENCIES = ['pntl', 'pcic', 'fokupers'] as const
export type AgencyCode = (typeof AGENCIES)[number]

/** One row of one agency. Every text, date, number of a case and key in it stands nowhere else in the world, so that it is known again. */
export interface TruthRow {
  readonly agency: AgencyCode
  readonly kind: RecordKindName
  readonly key: string
  readonly case: string | null
  readonly victim: string | null
  /** In shared terms; names as one text. */
  readonly fields: Readonly<Record<string, string | null>>
  /** A text of class 4, in a column that no file maps. */
  readonly narrative: string
}

export interface TruthConsent {
  readonly agency: AgencyCode
  readonly victim: string
  readonly scope: string
  readonly state: string
  readonly until: string | null
}

export interface World {
  readonly rows: readonly TruthRow[]
  readonly consents: readonly TruthConsent[]
}

/** The small world: always the same. */
export const createWorld = (): World => {
  let last = 0
  const mark = (): string => `zq${(++last * 7919).toString(36).padStart(6, '0')}`
  let days = 0
  const day = (year: number): string => new Date(Date.UTC(year, 0, 2 + 3 * ++days)).toISOString().slice(0, 10)
  const rows: TruthRow[] = []
  const consents: TruthConsent[] = []
  const pick = <T>(at: number, ...of: readonly T[]): T => of[at % of.length] as T // one of at least one

  for (const [place, agency] of AGENCIES.entries()) {
    const add = (kind: RecordKindName, fields: TruthRow['fields'], of: Partial<Pick<TruthRow, 'case' | 'victim'>> = {}): string => {
      const key = mark()
      rows.push({ agency, kind, key, case: of.case ?? null, victim: of.victim ?? null, fields, narrative: mark() })
      return key
    }
    for (let n = 0; n < 5; n++) {
      const at = place + n
      const matter = add('CaseRecord', {
        localRef: mark(),
        // The first three matters are known to all agencies.
        nuc: n === 4 ? null : `${1000 + (n < 3 ? n : 10 * place + n)}/24.PDDIL`,
        reportedDate: day(2010),
        registeredDate: n === 3 ? null : day(2010),
        stage: pick(at, 'S10', 'S30', 'S50', null),
        municipality: pick(at, 'TL-DI', 'TL-BO', null),
        inquirySecret: pick(at, 'false', 'true', 'false', null),
      })
      add('PerpetratorRecord', { names: mark(), sex: pick(at, 'M', 'F'), birthDate: day(2010) }, { case: matter })
      for (let v = 0; v <= n % 2; v++) {
        const victim = add(
          'VictimRecord',
          {
            localCode: mark(),
            names: mark(),
            sex: pick(at + v, 'F', 'M', null),
            birthDate: day(2010),
            identifiedDate: day(2010),
            phone: mark(),
            address: mark(),
          },
          { case: matter },
        )
        add('ServiceRecord', { serviceType: pick(at, 'SHE', 'LEG'), startDate: day(2010), provider: agency }, { victim })
        consents.push({
          agency,
          victim,
          scope: 'AUT',
          state: pick(at + v, 'GIVEN', 'WITHDRAWN', 'GIVEN', 'REFUSED'),
          until: pick(at, null, day(2028), day(2020)),
        })
        if (v === 0) consents.push({ agency, victim, scope: 'REF', state: 'GIVEN', until: pick(n, null, TODAY, '2026-01-14') })
        const other = AGENCIES[(place + 1 + (n % 2)) % AGENCIES.length] ?? agency
        add(
          'ReferralRecord',
          {
            fromAgency: pick(at, agency, other),
            toAgency: pick(at, other, agency),
            status: pick(n + v, 'ACC', 'REJ', null, 'PRO', 'REV'),
            madeOn: day(2010),
            expiresOn: pick(n, null, day(2028), day(2020)),
          },
          { case: matter, victim: pick(n + v, victim, null, victim) },
        )
      }
    }
  }
  return { rows, consents }
}

/** What is known of a row when its agency decides; worked out from the world alone. */
export const factsOf = ({ rows, consents }: World, row: TruthRow, viewer: Viewer): RowFacts => {
  const find = (kind: RecordKindName, key: string | null) =>
    rows.find((each) => each.agency === row.agency && each.kind === kind && key !== null && each.key === key)
  const victim = row.kind === 'VictimRecord' ? row : find('VictimRecord', row.victim)
  const matter = row.kind === 'CaseRecord' ? row : find('CaseRecord', row.case ?? victim?.case ?? null)
  const fields = [row, victim, matter].flatMap((of) =>
    of ? Object.entries(of.fields).map(([field, value]) => [`${of.kind}.${field}`, value] as const) : [],
  )
  const given = consents.filter(
    (consent) => consent.victim === victim?.key && consent.state === 'GIVEN' && (consent.until ?? TODAY) >= TODAY,
  )
  const referrals = rows.filter((each) => each.kind === 'ReferralRecord' && each.agency === row.agency && isLive(each))
  const concerning = referrals.filter((referral) => {
    if (referral === row) return true
    if (row.kind === 'CaseRecord') return ofCase(rows, referral, row.key)
    // Of a kind that points to no victim, or in a row that names none: whatever concerns the case.
    if (row.kind !== 'VictimRecord' && row.victim === null) return matter !== undefined && ofCase(rows, referral, matter.key)
    if (!victim) return false
    return referral.victim === victim.key || (referral.victim === null && referral.case === victim.case)
  })
  return {
    fields: Object.fromEntries(fields),
    consents: given.map(({ scope }) => scope),
    involvement: concerning.flatMap(({ fields: { fromAgency, toAgency } }) => [
      ...(fromAgency === viewer.agency ? (['made'] as const) : []),
      ...(toAgency === viewer.agency ? (['received'] as const) : []),
    ]),
    today: TODAY,
  }
}

const isLive = ({ fields }: TruthRow): boolean =>
  !['REJ', 'DON', 'REV'].includes(fields.status ?? '') && (fields.expiresOn ?? TODAY) >= TODAY
const ofCase = (rows: World['rows'], referral: TruthRow, key: string): boolean =>
  referral.case === key || rows.some((each) => each.kind === 'VictimRecord' && each.key === referral.victim && each.case === key)

/** A field's value in full, or the coarser form in which alone it may be shown. */
export type Shown = string | null | { readonly coarse: string }

/** What a viewer may be shown of a row: by field. Empty where even the row is hidden. `access` is what the policy says of rows of the kind. */
export const shownOf = (world: World, access: KindAccess, row: TruthRow, viewer: Viewer): ReadonlyMap<string, Shown> => {
  const facts = factsOf(world, row, viewer)
  const shown = new Map<string, Shown>()
  // As `decide` does, which would work the policy out anew for each cell.
  for (const [field, grants] of access.cells) {
    const grant = grants.find(({ when }) => holds(when, facts))
    if (grant) shown.set(field, grant.as === undefined ? (row.fields[field] ?? null) : { coarse: grant.as })
  }
  return shown
}
