import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { AGENCY_CODES } from '../../../demo/world/index.ts'
import { type RecordKindName, vocabulary } from '../../../schema/index.ts'
import type { As } from '../../support/ask.ts'
import { expectedOf, seenOf } from '../../support/compare.ts'
import { refText } from '../../support/truth-oracle.ts'
import { askVictims, expectedAsked, expectedFilterGaps, expectedVictims, FIELDS, gapTexts, recordsOf, victimText } from './victims.ts'
import { type QuestionWorld, viewerOf } from './world.ts'

const analyst: As = { as: 'klatu.analyst', purpose: 'OVERSIGHT' }
const caseworker: As = { as: 'mssi.caseworker', purpose: 'PROTECTION' }
const investigator: As = { as: 'pcic.investigator', purpose: 'INVESTIGATION' }
const partner: As = { as: 'partner.app', purpose: 'STATISTICS' }
const statistician: As = { as: 'klatu.analyst', purpose: 'STATISTICS' }

/** Question 3 asked by others: what differs is what the policies say, cell by cell, and nothing else. */
export function question4(world: () => QuestionWorld): void {
  const refsOf = async (as: As): Promise<readonly string[]> =>
    recordsOf(await askVictims(world(), as)).map((record) => refText(world().refOf(record)))

  it.each([
    ['the social ministry, to protect', caseworker],
    ['the investigator, for an inquiry', investigator],
  ])('gives %s the records and cells that the policies open to them, with the reason for the rest', async (_who, as) => {
    const { oracle, refOf } = world()
    const viewer = viewerOf(as)
    const expected = expectedVictims(oracle, viewer)

    const answer = await askVictims(world(), as)

    expect(answer.errors).toEqual([])
    expect(answer.data?.victims?.pageInfo.hasNextPage).toBe(false)
    const records = recordsOf(answer)
    expect(records.map((record) => refText(refOf(record))).toSorted()).toEqual(expected.map(refText).toSorted())
    expect(records.length).toBeGreaterThan(20)
    for (const record of records)
      expect(seenOf(record, FIELDS), record.__typename).toEqual(expectedOf(oracle.recordOf(refOf(record)), FIELDS, viewer, oracle))
  })

  it.each([
    ['the analyst', analyst],
    ['the caseworker', caseworker],
    ['the investigator', investigator],
  ])('asks for %s those agencies whose policy could show something, and says which cannot be asked by date or place', async (_who, as) => {
    const { oracle } = world()
    const viewer = viewerOf(as)

    const { data, sources, complete } = await askVictims(world(), as)

    const asked = expectedAsked(oracle, viewer)
    expect(sources.map(({ agency, status }) => [agency, status])).toEqual(
      AGENCY_CODES.toSorted().map((agency) => [agency, asked.includes(agency) ? 'OK' : 'NOT_ASKED']),
    )
    expect(complete).toBe(true)
    expect({ notHeld: gapTexts(data?.victims?.notHeld), withheld: gapTexts(data?.victims?.withheld) }).toEqual(
      expectedFilterGaps(oracle, viewer),
    )
  })

  it('shows each of them something that it hides from another', async () => {
    const [byAnalyst, byCaseworker, byInvestigator] = [await refsOf(analyst), await refsOf(caseworker), await refsOf(investigator)]

    expect(byInvestigator.filter((ref) => !byAnalyst.includes(ref)).length).toBeGreaterThan(0) // inquiries under secrecy
    expect(byCaseworker.filter((ref) => !byInvestigator.includes(ref)).length).toBeGreaterThan(0) // without consent for authorities
    expect(byAnalyst.filter((ref) => !byCaseworker.includes(ref)).length).toBeGreaterThan(0) // not referred to the ministry
  })

  it('shows the police nothing of the clients who let the psychosocial service count them and no more', async () => {
    const { hub, oracle } = world()
    const statisticsOnly = hub.truth.planted
      .filter(({ id }) => id === 'D08')
      .flatMap(({ records }) => records)
      .filter(({ agency }) => agency === 'pradet')
    const consented = hub.truth.consents.filter(({ agency, scope, state }) => agency === 'pradet' && scope === 'AUT' && state === 'GIVEN')
    const query = `query ($after: String) { victims(filter: { agencies: ["pradet"] }, first: 100, after: $after) {
      nodes { records { __typename id localCode age identifiedDate names { text } gaps { field reason } } } pageInfo { hasNextPage } } }`

    const answer = await hub.ask<Awaited<ReturnType<typeof askVictims>>['data']>({ query }, investigator)

    expect(answer.errors).toEqual([])
    const seen = recordsOf(answer).map((record) => refText(world().refOf(record)))
    expect(statisticsOnly.length).toBeGreaterThan(0)
    expect(statisticsOnly.map(victimText).filter((ref) => seen.includes(ref))).toEqual([])
    expect(seen.toSorted()).toEqual(
      oracle.records
        .filter(({ agency, kind }) => agency === 'pradet' && kind === 'VictimRecord')
        .filter((record) => oracle.mayKnow(record, viewerOf(investigator)))
        .map(refText)
        .toSorted(),
    )
    expect(seen.length).toBeLessThanOrEqual(consented.length)
    for (const { key } of statisticsOnly) expect(answer.text).not.toContain(key[0])
  })

  it('refuses every kind of record to who asks for numbers, with the reason', async () => {
    const { hub } = world()
    const lists: Readonly<Record<string, RecordKindName>> = {
      cases: 'CaseRecord',
      victims: 'VictimRecord',
      perpetrators: 'PerpetratorRecord',
      referrals: 'ReferralRecord',
      reportedTotals: 'ReportedTotal',
    }
    for (const [list, kind] of Object.entries(lists)) {
      const answer = await hub.ask<unknown>({ query: `{ ${list}(first: 1) { nodes { __typename } } }` }, statistician)
      expect(answer.data, list).toEqual({ [list]: null })
      expect(
        answer.errors.map(({ path, extensions }) => [path, extensions]),
        list,
      ).toEqual([[[list], { code: 'RECORD_KIND_FORBIDDEN', kind, purpose: 'STATISTICS' }]])
      expect(
        answer.sources.filter(({ status }) => status !== 'NOT_ASKED'),
        list,
      ).toEqual([])
    }
    for (const field of ['caseByNuc(nuc: "0040/23.XDSUA")', 'case(id: "x")', 'victim(id: "x")', 'perpetrator(id: "x")']) {
      const answer = await hub.ask<unknown>({ query: `{ ${field} { __typename } }` }, statistician)
      expect(
        answer.errors.map(({ extensions }) => extensions.code),
        field,
      ).toEqual(['RECORD_KIND_FORBIDDEN'])
    }
    expect((await askVictims(world(), statistician)).errors.map(({ message }) => message)).toEqual([
      'Records of the kind VictimRecord are not open for STATISTICS.',
    ])
    expect(Object.values(lists).every((kind) => kind in vocabulary.kinds)).toBe(true)
  })

  it('refuses a partner application every record kind, with the reason, and asks no agency', async () => {
    const { hub } = world()

    const asked = await askVictims(world(), partner)
    const everyKind = await hub.ask<unknown>(
      { query: await readFile('examples/trusted-documents/every-record-kind.graphql', 'utf8') },
      partner,
    )

    expect(asked.data).toMatchObject({ victims: null })
    expect(asked.errors.map(({ message }) => message)).toEqual(['Records of the kind VictimRecord are not open for STATISTICS.'])
    expect(everyKind.data).toEqual({ cases: null, victims: null, perpetrators: null, referrals: null, reportedTotals: null })
    expect(everyKind.errors.map(({ path, extensions }) => [path?.[0], extensions.code, extensions.kind]).toSorted()).toEqual([
      ['cases', 'RECORD_KIND_FORBIDDEN', 'CaseRecord'],
      ['perpetrators', 'RECORD_KIND_FORBIDDEN', 'PerpetratorRecord'],
      ['referrals', 'RECORD_KIND_FORBIDDEN', 'ReferralRecord'],
      ['reportedTotals', 'RECORD_KIND_FORBIDDEN', 'ReportedTotal'],
      ['victims', 'RECORD_KIND_FORBIDDEN', 'VictimRecord'],
    ])
    for (const { sources } of [asked, everyKind]) expect(sources.filter(({ status }) => status !== 'NOT_ASKED')).toEqual([])
  })

  it('lets a partner application send the documents that were agreed, and no other', async () => {
    const { hub } = world()
    const text = await readFile('examples/trusted-documents/who-am-i.graphql', 'utf8')

    const agreed = await hub.ask<{ readonly me: unknown }>({ query: text }, partner)
    const other = await hub.ask<unknown>({ query: '{ cases(first: 1) { nodes { __typename } } }' }, partner)

    expect(agreed.data.me).toEqual({ agency: 'partner', roles: ['partner-app'], purpose: 'STATISTICS', purposes: ['STATISTICS'] })
    expect([other.status, other.errors.map(({ extensions }) => extensions.code)]).toEqual([403, ['DOCUMENT_NOT_TRUSTED']])
    expect(other.data).toBeNull()
  })

  it('tells nobody without a token anything but what is public', async () => {
    const { hub } = world()

    const refused = await askVictims(world(), undefined)
    const mixed = await hub.ask<unknown>({ query: '{ agencies { code status } }' })
    const open = await hub.ask<{ agencies: readonly { code: string; name: string | null }[]; codeLists: readonly unknown[] }>({
      query: '{ agencies { code name } codeLists(names: ["stage"]) { name codes { code label(lang: TET) } } }',
    })

    for (const answer of [refused, mixed]) {
      expect(answer.status).toBe(401)
      expect(answer.data).toBeNull()
      expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED'])
    }
    expect(open.status).toBe(200)
    expect(open.errors).toEqual([])
    expect(open.data.agencies.map(({ code }) => code).toSorted()).toEqual(AGENCY_CODES.toSorted())
    expect(open.data.codeLists).toMatchObject([{ name: 'stage' }])
  })
}
