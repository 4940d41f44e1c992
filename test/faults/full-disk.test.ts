import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askOverHttp, tokenFor } from '../support/ask.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'
import { ANALYST } from './support/faulty-hub.ts'
import { makeSmallDisk, type SmallDisk } from './support/small-disk.ts'

const COMES_BACK_MS = 10_000
const QUERY = '{ cases(filter: { agencies: ["pgr", "pntl"] }, first: 5) { nodes { records { __typename id stage } } } }'

const disks = [await makeSmallDisk(), await makeSmallDisk()]
const [ofGateway, ofAgency] = disks
if (!ofGateway || !ofAgency) console.warn('SKIPPED: a full disk needs a small one of its own, which only root may mount (Linux)')

let hub: ProcessHub
beforeAll(async () => {
  if (!ofGateway || !ofAgency) return
  hub = await startProcessHub({
    settings: { evidenceFile: join(ofGateway.folder, 'evidence.jsonl') },
    evidenceOf: (agency) => (agency === 'pgr' ? join(ofAgency.folder, 'evidence.jsonl') : undefined),
  })
}, 120_000)
afterAll(async () => {
  await hub?.close()
  for (const disk of disks) await disk?.remove()
})

const ask = async () =>
  askOverHttp<{ cases: unknown } | null>(hub.gateways[0]?.url ?? '', { query: QUERY }, await tokenFor(hub.keys, ANALYST))
const isWhole = async (): Promise<boolean> => (await ask()).complete === true

/** Fills to the last byte: also what one more entry would still fit into. */
async function fill(disk: SmallDisk, isFull: () => Promise<boolean>): Promise<void> {
  await disk.fill()
  await expect.poll(isFull, { timeout: COMES_BACK_MS, interval: 50 }).toBe(true)
}

describe.runIf(ofGateway && ofAgency)('a disk that is full', () => {
  it('at the gateway: nobody is given an answer that cannot be recorded; with room again it goes on by itself', async () => {
    if (!ofGateway) return
    await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
    await fill(ofGateway, async () => (await ask()).data === null)

    const refused = await ask()

    expect([refused.data, refused.errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['EVIDENCE_UNAVAILABLE']])
    expect(refused.text).not.toMatch(/ENOSPC|tmp|evidence\.jsonl/)
    await ofGateway.free()
    await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
    const recorded = await ask()
    expect(await readFile(join(ofGateway.folder, 'evidence.jsonl'), 'utf8')).toContain(`"${recorded.requestId}"`)
  }, 60_000)

  it('at an agency: it gives nothing, the others answer; with room again it goes on by itself', async () => {
    if (!ofAgency) return
    await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
    await fill(ofAgency, async () => !(await isWhole()))

    const partial = await ask()

    expect(partial.complete).toBe(false)
    expect(partial.sources.find(({ agency }) => agency === 'pgr')?.status).toBe('UNAVAILABLE')
    expect(partial.sources.find(({ agency }) => agency === 'pntl')?.status).toBe('OK')
    expect(partial.text).not.toContain('"PgrCaseRecord"')
    await ofAgency.free()
    await expect.poll(isWhole, { timeout: COMES_BACK_MS }).toBe(true)
  }, 60_000)
})
