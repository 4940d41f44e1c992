import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { DEMO_TRUST } from '../../../demo/launch/trust.ts'
import { agencyFolder } from '../../../demo/state/home.ts'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { Gateway } from '../../../gateway/index.ts'
import { type Vocabulary, vocabulary } from '../../../schema/index.ts'
import { openFileLog, startAgency } from '../../../subgraphs/runtime/index.ts'
import { trustOf } from '../../../subgraphs/runtime/test-support/signed-folder.ts'
import { type Answer, askOverHttp, tokenFor } from '../../support/ask.ts'
import { jwksOf } from '../../support/demo-adapters.ts'
import type { NamedRecord } from '../../support/record-refs.ts'
import { refText } from '../../support/truth-oracle.ts'
import type { MatterAnswer } from './matter.ts'
import type { QuestionWorld } from './world.ts'

const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const

/** The next version of the shared language: one more field of a case. */
const next: Vocabulary = {
  version: vocabulary.version + 1,
  kinds: {
    ...vocabulary.kinds,
    CaseRecord: {
      ...vocabulary.kinds.CaseRecord,
      fields: {
        ...vocabulary.kinds.CaseRecord.fields,
        prosecutionOffice: {
          type: 'text',
          class: 1,
          description: 'Office of the prosecution, as it writes it.',
          since: vocabulary.version + 1,
        },
      },
    },
  },
}

interface OfficesAnswer {
  readonly caseByNuc: {
    readonly records: readonly (NamedRecord & {
      readonly stage: string | null
      readonly prosecutionOffice: string | null
      readonly gaps: readonly { readonly field: string; readonly reason: string }[]
    })[]
  }
}
const OFFICES = `query ($nuc: Nuc!) { caseByNuc(nuc: $nuc) {
  records { ... on CaseRecord { __typename id stage prosecutionOffice gaps { field reason } } } } }`

/** Agencies that join and leave, and two versions of the shared language at the same time, before the running gateway. */
export function changingGraph(world: () => QuestionWorld): void {
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const step of closing.splice(0).toReversed()) await step()
  })
  const askAt = async <Data>(gateway: Gateway, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer<Data>> =>
    askOverHttp<Data>(gateway.url, { query, variables }, await tokenFor(world().hub.keys, commissioner))

  it('lets an agency leave and join again while questions are answered', async () => {
    const { hub, refOf } = world()
    const { query, variables } = await readQuestion('02-one-matter-across-agencies')
    const gateway = await hub.startAnotherGateway({ name: 'joining' })
    closing.push(() => gateway.close())
    const agenciesOf = async () => {
      const { data, sources } = await askAt<MatterAnswer>(gateway, query, variables)
      return {
        records: data.caseByNuc?.records.map((record) => record && refOf(record).agency),
        isNamed: sources.some(({ agency }) => agency === 'jsmp'),
      }
    }
    expect(await agenciesOf()).toEqual({ records: ['courts', 'jsmp', 'pcic', 'pgr', 'pntl'], isNamed: true })

    await gateway.removeAgency('jsmp')
    expect(await agenciesOf()).toEqual({ records: ['courts', 'pcic', 'pgr', 'pntl'], isNamed: false })

    await gateway.addAgency({ agency: 'jsmp', url: hub.adapters.urls.find(({ agency }) => agency === 'jsmp')?.url ?? '' })
    expect(await agenciesOf()).toEqual({ records: ['courts', 'jsmp', 'pcic', 'pgr', 'pntl'], isNamed: true })
  })

  it('answers a new field where the agency knows it, and as not held where its vocabulary is older', async () => {
    const { hub, refOf } = world()
    const url = await startNewerProsecution(world(), closing)
    const gateway = await hub.startAnotherGateway({
      name: 'newer',
      settings: { agencies: hub.adapters.urls.map((known) => (known.agency === 'pgr' ? { agency: 'pgr', url } : known)) },
      parts: { vocabulary: next },
    })
    closing.push(() => gateway.close())

    const { data, errors, complete } = await askAt<OfficesAnswer>(gateway, OFFICES, { nuc: hub.truth.groups[0]?.nuc })

    expect(errors).toEqual([])
    expect(complete).toBe(true)
    const office = await officeOf(world(), hub.truth.groups[0]?.nuc ?? '')
    expect(office.length).toBeGreaterThan(0)
    expect(
      data.caseByNuc.records.map((record) => [
        refOf(record).agency,
        record.prosecutionOffice ?? record.gaps.find(({ field }) => field === 'prosecutionOffice')?.reason,
      ]),
    ).toEqual([
      ['courts', 'NOT_HELD'],
      ['jsmp', 'NOT_HELD'],
      ['pcic', 'NOT_HELD'],
      ['pgr', office],
      ['pntl', 'NOT_HELD'],
    ])
    expect(
      (await askAt<MatterAnswer>(gateway, (await readQuestion('02-one-matter-across-agencies')).query, { nuc: hub.truth.groups[0]?.nuc }))
        .errors,
    ).toEqual([])
  })

  it('says of an agency that never described itself that it is missing, and lets it in when it comes', async () => {
    const { hub, refOf } = world()
    await hub.adapters.stop('pgr')
    closing.push(() => hub.adapters.start('pgr'))
    const gateway = await hub.startAnotherGateway({ name: 'without-pgr' })
    closing.push(() => gateway.close())
    const { query, variables } = await readQuestion('02-one-matter-across-agencies')

    const before = await askAt<MatterAnswer>(gateway, query, variables)
    const own = await askAt<unknown>(gateway, '{ me { agency } }')

    expect(before.data.caseByNuc?.records.map((record) => record && refOf(record).agency)).toEqual(['courts', 'jsmp', 'pcic', 'pntl'])
    expect(before.complete).toBe(false)
    expect(before.sources).toContainEqual({ agency: 'pgr', status: 'UNAVAILABLE', asOf: null })
    expect(own.complete).toBe(true)

    await hub.adapters.start('pgr')
    await expect
      .poll(async () => (await askAt<MatterAnswer>(gateway, query, variables)).complete, { timeout: 15_000, interval: 200 })
      .toBe(true)
    const after = await askAt<MatterAnswer>(gateway, query, variables)
    expect(after.data.caseByNuc?.records.map((record) => record && refOf(record).agency)).toEqual(['courts', 'jsmp', 'pcic', 'pgr', 'pntl'])
  })

  it('leaves an agency out that is ahead of the hub, says why, and answers with the others', async () => {
    const { hub, refOf } = world()
    const url = await startNewerProsecution(world(), closing)
    const gateway = await hub.startAnotherGateway({
      name: 'older',
      settings: { agencies: hub.adapters.urls.map((known) => (known.agency === 'pgr' ? { agency: 'pgr', url } : known)) },
    })
    closing.push(() => gateway.close())

    const question = await readQuestion('02-one-matter-across-agencies')
    const { data, errors, complete, sources } = await askAt<MatterAnswer>(gateway, question.query, question.variables)

    expect(errors).toEqual([])
    expect(data.caseByNuc?.records.map((record) => record && refText(refOf(record))).toSorted()).toEqual(
      hub.truth.groups[0]?.cases
        .filter(({ agency }) => agency !== 'pgr')
        .map(refText)
        .toSorted(),
    )
    const problems = gateway.agencies.find(({ agency }) => agency === 'pgr')?.problems ?? []
    expect(problems).toMatchObject([{ rule: 'VOCABULARY_TOO_NEW', remedy: 'Update the hub first, then the agencies one by one' }])
    expect(complete).toBe(false)
    expect(sources).toContainEqual({ agency: 'pgr', status: 'SCHEMA_MISMATCH', asOf: null })
  })
}

/** The prosecution's adapter with the next vocabulary, whose folder maps the new field, over the same database. */
async function startNewerProsecution({ hub }: QuestionWorld, closing: (() => Promise<unknown>)[]): Promise<string> {
  const { home } = hub.databases
  const folder = join(home.root, `pgr-next-${closing.length}-${Date.now()}`)
  await cp(agencyFolder('pgr'), folder, { recursive: true })
  const file = join(folder, 'agency.yaml')
  const written = await readFile(file, 'utf8')
  await writeFile(file, written.replace(/^( +)victimCount: .*$/m, '$&\n$1prosecutionOffice: PROCURADORIA'))
  const evidence = await openFileLog(join(folder, 'evidence.jsonl'))
  const agency = await startAgency({
    folder,
    policy: await trustOf(folder, next),
    vocabulary: next,
    env: { PGR_DATABASE_URL: hub.databases.addressFor('pgr') },
    hub: { jwks: jwksOf(hub.keys.hub) },
    issuers: [{ ...DEMO_TRUST, keys: { jwks: jwksOf(hub.keys.issuer) } }],
    idSecrets: [{ version: 1, secret: Buffer.from(hub.keys.agencies.pgr ?? '', 'base64url') }],
    caseKeySecret: Buffer.from(hub.keys.caseKey, 'base64url'),
    evidence,
    logger: pino({ level: 'silent' }),
  })
  closing.push(
    () => evidence.close(),
    () => agency.close(),
  )
  return agency.url
}

/** The word that stands in the prosecution's own column. */
async function officeOf({ hub }: QuestionWorld, nuc: string): Promise<string> {
  const client = new pg.Client(hub.databases.ownerUrl('pgr'))
  await client.connect()
  try {
    const { rows } = await client.query<{ office: string }>('select "PROCURADORIA" as office from "PROCESSO" where "NUC" = $1', [nuc])
    return rows[0]?.office ?? ''
  } finally {
    await client.end()
  }
}
