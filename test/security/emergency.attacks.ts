import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEMO_ISSUER } from '../../demo/people/token.ts'
import { setDisabled } from '../../demo/state/denied.ts'
import { EMERGENCY_HEADER } from '../../schema/index.ts'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import type { Got } from './support/http.ts'
import { agencyId } from './support/ids.ts'
import { expectNoLeak } from './support/leaks.ts'
import { nowSeconds } from './support/signed-call.ts'
import { approverKey, aStatement, noticesOf, type StatementParts } from './support/statements.ts'

const officer = { as: 'pntl.officer', purpose: 'PROTECTION' } as const
const WOMEN = `{ victims(first: 100, filter: { agencies: ["fokupers"] }) { nodes { records {
  __typename id ... on FokupersVictimRecord { sex names { text } birthDate phone gaps { field reason } } } } } }`
const CHILDREN = `{ victims(first: 100, filter: { agencies: ["mssi"] }) { nodes { records { __typename id ... on MssiVictimRecord { ageGroup } } } } }`
const OWN = '{ victims(first: 3, filter: { agencies: ["pntl"] }) { nodes { records { __typename id } } } }'
const LOCATE = 'query ($input: LocateInput!) { locate(input: $input) }'
const list = { kind: 'VictimRecord', filter: [], descending: false, backward: false, first: 50, summary: ['sex', 'names'], related: [] }
const asker = { iss: DEMO_ISSUER, sub: 'pntl.officer', agency: 'pntl', role: 'case-officer', purpose: 'PROTECTION' }

interface Shown {
  readonly id: string
  readonly names: readonly { readonly text: string }[] | null
  readonly birthDate: string | null
  readonly phone: string | null
}

/** Statements for emergencies: what they open, and every way in which somebody might have one open more. */
export function emergencies(attacked: () => AttackedHub): void {
  let woman = ''
  let other = ''
  beforeAll(async () => {
    const got = await attacked().ask(WOMEN, { as: 'fokupers.caseworker', purpose: 'PROTECTION' })
    const ids = records(got).map(({ id }) => id)
    ;[woman = '', other = ''] = ids
    expect(ids.length).toBeGreaterThan(5)
  })
  const records = (got: Got): readonly Shown[] => json(got).data.victims.nodes.flatMap((node: { records: Shown[] }) => node.records)
  const carrying = (statement: string) => ({ headers: { [EMERGENCY_HEADER]: statement } })
  const ask = (statement: string, query = WOMEN, as: Parameters<AttackedHub['ask']>[1] = officer): Promise<Got> =>
    attacked().ask(query, as, carrying(statement))
  const refused = async (got: Got): Promise<void> => {
    expectRefused(got, 'EMERGENCY_REFUSED', [403])
    expect(json(got).data ?? null).toBeNull()
    expect(got.text).not.toContain('sources')
  }
  /** Refused at the gateway's door, and by the owner when a hostile gateway carries it all the same; in the same words. */
  const refusedEverywhere = async (of: StatementParts, why: string, record = woman): Promise<void> => {
    await refused(await ask(await aStatement(attacked(), record, of)))
    await refusedByOwner(await aStatement(attacked(), record, of), why)
  }
  const refusedByOwner = async (statement: string, why: string): Promise<void> => {
    const before = attacked().logs.length
    await refused(await toOwner(statement))
    // The hub's own rounds write into the log meanwhile.
    expect(
      attacked()
        .logs.slice(before)
        .some((line) => line.includes(`"emergency ${why}"`)),
    ).toBe(true)
  }
  const toOwner = (emergency: string, context: Readonly<Record<string, unknown>> = {}, agency = 'fokupers'): Promise<Got> =>
    attacked().toAgency(agency, {
      as: officer,
      path: '/internal',
      query: LOCATE,
      variables: { input: list },
      context: { emergency, ...context },
    })

  describe('what one opens', () => {
    it('shows the officer nothing of the shelters without one', async () => {
      expect(records(await attacked().ask(WOMEN, officer))).toEqual([])
    })
    it('shows this one woman, and of her what the statement names; the ban on her number stands', async () => {
      const got = await ask(await aStatement(attacked(), woman, { claims: { scope: scopeOf(['VictimRecord.names', 'VictimRecord.sex']) } }))

      const [shown, ...others] = records(got)
      expect(others).toEqual([])
      expect(shown).toMatchObject({ id: woman, birthDate: null, phone: null })
      expect(shown?.names?.[0]?.text).toMatch(/\w/)
    })
    it('is told to the owner, who asked, who approved, until when, for what', async () => {
      const jti = 'a-notice-of-this-one'
      await ask(await aStatement(attacked(), woman, { claims: { jti } }))

      expect((await noticesOf(attacked(), 'fokupers')).filter(({ statement }) => statement === jti)).toEqual([
        expect.objectContaining({
          event: 'opened',
          agency: 'fokupers',
          kind: 'LIFE',
          asker,
          approver: { iss: DEMO_ISSUER, sub: 'fokupers.director' },
          scope: expect.objectContaining({ record: { kind: 'VictimRecord', id: woman } }),
          question: 1,
          of: 1,
        }),
      ])
      expect(attacked().logs.some((line) => line.includes('emergency access') && line.includes(jti))).toBe(true)
    })
    it('opens as many questions as the owner’s file says, and each is told', async () => {
      const jti = 'five-questions-of-one'
      const claims = { jti, kind: 'CHILD', scope: { coordinates: ['VictimRecord.class<=1'] } }
      const statement = await aStatement(attacked(), woman, { agency: 'mssi', claims })
      for (let question = 0; question < 5; question++) expect(records(await ask(statement, CHILDREN)).length).toBeGreaterThan(0)

      await refused(await ask(statement, CHILDREN))
      const told = (await noticesOf(attacked(), 'mssi')).filter((notice) => notice.statement === jti)
      expect(told.map(({ event }) => event)).toEqual(['opened', 'opened', 'opened', 'opened', 'opened', 'refused'])
    })
    it('changes nothing at another agency, and leaves no wider plan behind for the next question', async () => {
      const statement = await aStatement(attacked(), woman)
      const both = '{ victims(first: 100, filter: { agencies: ["fokupers", "mssi"] }) { nodes { records { __typename id } } } }'
      expect(records(await ask(statement, both)).map(({ id }) => id)).toEqual([woman])
      expect(records(await attacked().ask(both, officer))).toEqual([])
      expect(records(await attacked().ask(WOMEN, officer))).toEqual([])
    })
    it('is seen by explain, for its agency alone', async () => {
      const statement = await aStatement(attacked(), woman)
      const why = '{ explain(coordinate: "VictimRecord.names") { agency effect } }'
      const effectAt = (got: Got, agency: string) => json(got).data.explain.find((one: { agency: string }) => one.agency === agency).effect
      const [without, with_] = [await attacked().ask(why, officer), await ask(statement, why)]
      expect([effectAt(without, 'fokupers'), effectAt(with_, 'fokupers')]).toEqual(['WITHHELD', 'CONDITIONAL'])
      expect(effectAt(with_, 'mssi')).toBe(effectAt(without, 'mssi'))
    })
  })

  const scopeOf = (coordinates: readonly string[], record: unknown = { kind: 'VictimRecord', id: woman }) => ({ coordinates, record })

  describe('a second use', () => {
    it('in another question is refused', async () => {
      const statement = await aStatement(attacked(), woman)
      expect(records(await ask(statement))).toHaveLength(1)
      await refused(await ask(statement))
      expect(attacked().logs.some((line) => line.includes('"emergency spent"'))).toBe(true)
    })
    it('in two questions at once: one is answered', async () => {
      const statement = await aStatement(attacked(), woman)
      const statuses = (await Promise.all(Array.from({ length: 6 }, () => ask(statement)))).map(({ status }) => status)
      expect(statuses.toSorted()).toEqual([200, 403, 403, 403, 403, 403])
    })
    it('after the owner’s adapter was started again is refused', async () => {
      const statement = await aStatement(attacked(), woman)
      expect(records(await ask(statement))).toHaveLength(1)
      await attacked().hub.adapters.stop('fokupers')
      await attacked().hub.adapters.start('fokupers')
      // A call of the second in which a process began may have been answered by the one before it.
      const started = nowSeconds()
      await expect.poll(() => nowSeconds() > started, { timeout: 5_000 }).toBe(true)
      await refused(await ask(statement))
    })
    it('by a hostile gateway under another request id is refused', async () => {
      const statement = await aStatement(attacked(), woman)
      const requestId = 'one-question-of-hers'
      expect(json(await toOwner(statement, { requestId })).data.locate.items).toHaveLength(1)
      expect(json(await toOwner(statement, { requestId })).data.locate.items).toHaveLength(1)
      await refused(await toOwner(statement, { requestId: 'another-question-of-it' }))
    })
  })

  describe('a statement that is refused', () => {
    it('names the approver as the one who asks, carried with a police token of that account', async () => {
      const claims = { asker: { ...asker, sub: 'fokupers.director' } }
      const statement = await aStatement(attacked(), woman, { claims })
      const token = await attacked().token(officer, { sub: 'fokupers.director' })
      await refused(await attacked().ask(WOMEN, officer, { headers: { ...carrying(statement).headers, authorization: `Bearer ${token}` } }))
      expect(attacked().logs.some((line) => line.includes('"emergency self-approved"'))).toBe(true)
    })
    it.each<[string, string, () => StatementParts]>([
      ['that has expired', 'expired', () => ({ claims: { iat: nowSeconds() - 3_600, exp: nowSeconds() - 60 - ((3_600 - 60) % 60) } })],
      ['that ends now', 'expired', () => ({ claims: { iat: nowSeconds() - 1_800, exp: nowSeconds() } })],
      ['of a clock that is ahead', 'future', () => ({ claims: { iat: nowSeconds() + 120, exp: nowSeconds() + 720 } })],
      ['of 1970', 'expired', () => ({ claims: { iat: 60, exp: 120 } })],
      ['for longer than the file allows', 'minutes', () => ({ claims: { iat: nowSeconds(), exp: nowSeconds() + 121 * 60 } })],
      ['for another agency', 'audience', () => ({ claims: { aud: 'mssi', kind: 'CHILD' } })],
      ['for another person', 'asker', () => ({ claims: { asker: { ...asker, sub: 'pcic.investigator' } } })],
      [
        'for a person of the same name at another issuer',
        'asker',
        () => ({ claims: { asker: { ...asker, iss: 'https://evil.invalid' } } }),
      ],
      ['for another agency’s person', 'asker', () => ({ claims: { asker: { ...asker, agency: 'pcic' } } })],
      [
        'signed by nobody whom the adapter knows',
        'key',
        () => ({ header: { kid: 'unknown' }, key: generateKeyPairSync('ed25519').privateKey }),
      ],
      ['signed with another key under the approver’s name', 'signature', () => ({ key: generateKeyPairSync('ed25519').privateKey })],
      ['whose approver is not the one of the key', 'approver', () => ({ claims: { sub: 'fokupers.caseworker' } })],
      ['approved by somebody whom the owner does not list', 'not-listed', () => ({ approver: 'mssi.director' })],
      [
        'with a record of another kind',
        'record',
        () => ({ claims: { scope: scopeOf(['VictimRecord.names'], { kind: 'CaseRecord', id: woman }) } }),
      ],
      [
        'with a record that somebody made up',
        'record',
        () => ({ claims: { scope: scopeOf(['VictimRecord.names'], { kind: 'VictimRecord', id: 'AAAA' }) } }),
      ],
    ])('%s', async (_what, why, of) => {
      const parts = of()
      if (why === 'audience') await refusedByOwner(await aStatement(attacked(), woman, parts), why)
      else await refusedEverywhere(parts, why)
    })
    it.each<[string, () => Readonly<Record<string, unknown>>]>([
      ['asks for more fields than the rule', () => ({ scope: scopeOf(['VictimRecord.*']) })],
      ['asks for a class above the rule’s', () => ({ scope: scopeOf(['VictimRecord.class<=3']) })],
      [
        'asks for a field of which no rule for emergencies speaks',
        () => ({ scope: scopeOf(['VictimRecord.names', 'VictimRecord.phone']) }),
      ],
      ['asks for a kind of which no rule for emergencies speaks', () => ({ scope: scopeOf(['ServiceRecord.serviceType']) })],
      ['asks for the key that joins records', () => ({ scope: scopeOf(['CaseRecord.link']) })],
      ['names no record where the rule wants one', () => ({ scope: { coordinates: ['VictimRecord.names'] } })],
      ['is of a kind for which no rule is', () => ({ kind: 'REMOVAL' })],
      ['lives longer than the rule allows', () => ({ iat: nowSeconds(), exp: nowSeconds() + 61 * 60 })],
      ['is for a role of which no rule speaks', () => ({ asker: { ...asker, role: 'director' } })],
      ['is for another purpose', () => ({ asker: { ...asker, purpose: 'INVESTIGATION' } })],
    ])('%s', async (_what, claims) => {
      await refused(await ask(await aStatement(attacked(), woman, { claims: claims() })))
      await refused(await toOwner(await aStatement(attacked(), woman, { claims: claims() })))
    })
    it('was altered after it was signed, in every part', async () => {
      const statement = await aStatement(attacked(), woman)
      const [header = '', payload = '', signature = ''] = statement.split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
      const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const altered = [
        `${header}.${encoded({ ...claims, scope: { ...claims.scope, record: { kind: 'VictimRecord', id: other } } })}.${signature}`,
        `${header}.${encoded({ ...claims, exp: claims.exp + 1_800 })}.${signature}`,
        `${header}.${encoded({ ...claims, jti: 'another-id-of-this-one' })}.${signature}`,
        `${encoded({ alg: 'none', typ: 'tip-emergency+jwt', kid: 'x' })}.${payload}.`,
        `${encoded({ alg: 'HS256', typ: 'tip-emergency+jwt', kid: 'x' })}.${payload}.${signature}`,
        `${encoded({ ...JSON.parse(Buffer.from(header, 'base64url').toString()), jwk: {} })}.${payload}.${signature}`,
        `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
        `${header}.${payload}`,
        'x'.repeat(20),
        'A'.repeat(3_000),
      ]
      for (const text of altered) {
        await refused(await ask(text))
        const direct = await toOwner(text)
        expectNoLeak(direct.text)
        expect(json(direct).data ?? null, text.slice(0, 40)).toBeNull()
      }
      // The one that was signed has lost nothing by it.
      expect(records(await ask(statement))).toHaveLength(1)
    })
    it('holds a member twice, or one that is not of it', async () => {
      const key = await approverKey(attacked(), 'fokupers.director')
      await refused(await ask(await aStatement(attacked(), woman, { key, claims: { note: 'her name is Maria' } })))
      await refused(await ask(await aStatement(attacked(), woman, { key, claims: { kind: 'because she is called Maria' } })))
    })
    it('is a token, and a token is no statement', async () => {
      await refused(await ask(await attacked().token(officer)))
      const statement = await aStatement(attacked(), woman)
      expectRefused(await attacked().ask(WOMEN, officer, { headers: { authorization: `Bearer ${statement}` } }), 'TOKEN_INVALID')
    })
    it('came twice in one request', async () => {
      const statement = await aStatement(attacked(), woman)
      await refused(await attacked().ask(WOMEN, officer, { headers: { [EMERGENCY_HEADER]: [statement, statement] } }))
    })
    it('is for an agency that takes none', async () => {
      await refused(await ask(await aStatement(attacked(), woman, { claims: { aud: 'pgr' } })))
      await refused(await toOwner(await aStatement(attacked(), woman, { claims: { aud: 'pgr' } }), {}, 'pgr'))
    })
    it('is carried by somebody else who has a live token', async () => {
      const statement = await aStatement(attacked(), woman)
      for (const as of [
        { as: 'mssi.caseworker', purpose: 'PROTECTION' },
        { as: 'pntl.officer', purpose: 'INVESTIGATION' },
        { as: 'klatu.analyst', purpose: 'OVERSIGHT' },
      ] as const)
        await refused(await ask(statement, WOMEN, as))
      expect(records(await ask(statement))).toHaveLength(1)
    })
    it('was approved by an account that is disabled since', async () => {
      const statement = await aStatement(attacked(), woman)
      const { home } = attacked().hub.databases
      await setDisabled(home, 'fokupers.director', true)
      try {
        await expect.poll(async () => (await toOwner(await aStatement(attacked(), woman))).status, { timeout: 10_000 }).toBe(403)
        await refused(await ask(statement))
      } finally {
        await setDisabled(home, 'fokupers.director', false)
      }
      await expect.poll(async () => (await toOwner(await aStatement(attacked(), woman))).status, { timeout: 10_000 }).toBe(200)
    })
    it('is told to the owner, with the cause; the asker is told nothing but that', async () => {
      const jti = 'a-refused-one-of-these'
      const got = await ask(await aStatement(attacked(), woman, { claims: { jti, asker: { ...asker, agency: 'pcic' } } }))
      const another = await ask(await aStatement(attacked(), woman, { claims: { iat: 60, exp: 120 } }))
      expect(got.text).toBe(another.text)
      expect(await noticesOf(attacked(), 'fokupers')).toContainEqual(
        expect.objectContaining({ event: 'refused', statement: jti, check: 'asker' }),
      )
    })
  })

  describe('whether a record is there', () => {
    it('is not told: a record that never was and one that the rule’s condition hides are answered alike', async () => {
      const absent = agencyId(attacked().hub.keys, 'fokupers', 'VictimRecord', '987654')
      const got = await ask(await aStatement(attacked(), absent))
      expect(records(got)).toEqual([])
      expect(got.status).toBe(200)
    })
    it('a refused statement says nothing of it', async () => {
      const absent = agencyId(attacked().hub.keys, 'fokupers', 'VictimRecord', '987654')
      const claims = { iat: 60, exp: 120 }
      const [there, never] = [
        await ask(await aStatement(attacked(), woman, { claims })),
        await ask(await aStatement(attacked(), absent, { claims })),
      ]
      expect(there.text).toBe(never.text)
    })
  })

  describe('the hub’s own limits', () => {
    it('hold with a statement: what a partner may ask is agreed beforehand, depth and size are bounded', async () => {
      const statement = await aStatement(attacked(), woman)
      expectRefused(await ask(statement, WOMEN, { as: 'partner.app', purpose: 'STATISTICS' }), 'DOCUMENT_NOT_TRUSTED')
      const deep = `{ victims(first: 1) { nodes { ${'records { case { victims { '.repeat(12)} id ${'} } }'.repeat(12)} } } }`
      expectRefused(await ask(statement, deep), ['QUERY_TOO_DEEP', 'QUERY_TOO_COSTLY', 'VALIDATION_FAILED'])
      expect(records(await ask(statement, OWN)).length).toBeGreaterThan(0)
    })
    it('nobody without a token is let in by one', async () => {
      expectRefused(await attacked().ask(WOMEN, undefined, carrying(await aStatement(attacked(), woman))), 'UNAUTHENTICATED')
    })
  })
}
