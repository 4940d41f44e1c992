import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advisories } from './advisories.attacks.ts'
import { agencyAnswers } from './agency-answers.attacks.ts'
import { argumentsAndCursors } from './arguments-and-cursors.attacks.ts'
import { documentsAndLimits } from './documents-and-limits.attacks.ts'
import { emergencies } from './emergency.attacks.ts'
import { existence } from './existence.attacks.ts'
import { gatewayDoor } from './gateway.attacks.ts'
import { hiddenRows } from './hidden-rows.attacks.ts'
import { hostileGateway } from './hostile-gateway.attacks.ts'
import { jose } from './jose.attacks.ts'
import { sqlValues } from './sql-values.attacks.ts'
import { subgraphCalledDirectly } from './subgraph-called-directly.attacks.ts'
import { type AttackedHub, startAttackedHub } from './support/attacked-hub.ts'
import { send } from './support/http.ts'
import { expectNoLeak, personalTexts } from './support/leaks.ts'
import { tokensAndSignatures } from './tokens-and-signatures.attacks.ts'
import { wire } from './wire.attacks.ts'

/** One hub for all attacks: starting it costs more than attacking it, and it must outlive all of them. */
let attacked: AttackedHub | undefined
const target = (): AttackedHub => {
  if (!attacked) throw new Error('the hub did not start')
  return attacked
}
beforeAll(async () => {
  attacked = await startAttackedHub()
}, 120_000)
afterAll(() => attacked?.close())

describe('an agency that is called directly', () => subgraphCalledDirectly(target))
describe('a hostile gateway', () => hostileGateway(target))
describe('the gateway', () => gatewayDoor(target))
describe('tokens and signatures', () => tokensAndSignatures(target))
describe('forms of tokens', () => jose(target))
describe('two readings of one request', () => wire(target))
describe('emergencies', () => emergencies(target))
describe('documents and limits', () => documentsAndLimits(target))
describe('arguments and cursors', () => argumentsAndCursors(target))
describe('an agency in an enemy’s hands', () => agencyAnswers(target))

describe('values in rows', () => sqlValues(target))
describe('advisories', () => advisories(target))
describe('whether a record is there', () => existence(target))
describe('hidden rows', () => hiddenRows(target))

describe('after all of it', () => {
  it('every server is alive, and answers', async () => {
    const { hub, ask } = target()
    for (const url of [hub.url, ...hub.adapters.urls.map((agency) => agency.url)])
      expect((await send(`${url}/health`, { method: 'GET' })).status, url).toBe(200)
    const got = await ask('{ cases(first: 1) { nodes { id } } }', { as: 'klatu.analyst', purpose: 'OVERSIGHT' })
    expect(JSON.parse(got.text).data.cases.nodes).toHaveLength(1)
  })
  it('no log and no evidence holds a text of class 4, a name, a case number, a path or a table', async () => {
    const { logs, hub } = target()
    const { state } = hub.databases.home
    const files = ['gateway', ...hub.adapters.urls.map(({ agency }) => agency)].map((name) => join(state, `evidence-${name}.jsonl`))
    const written = [...logs, ...(await Promise.all(files.map((file) => readFile(file, 'utf8'))))].join('\n')
    expect(written.length).toBeGreaterThan(10_000)
    expectNoLeak(written, 'a log')
    for (const text of personalTexts(hub.truth)) expect(written.includes(text)).toBe(false)
  })
  it('nobody has put anything on Object.prototype', () => expect(Object.keys(Object.prototype)).toEqual([]))
})
