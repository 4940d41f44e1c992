import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AnsweredSource } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub()
}, 120_000)
afterAll(() => hub?.close())

interface Told extends AnsweredSource {
  /** Ids of this agency's records in the answer. */
  readonly ids: readonly string[]
  readonly errors: number
  readonly complete: boolean | undefined
}
type Victims = {
  readonly victims: {
    readonly nodes: readonly { readonly records: readonly ({ readonly __typename: string; readonly id: string } | null)[] }[]
  }
}

const query = '{ victims(first: 100, orderBy: { field: identifiedDate, direction: DESC }) { nodes { records { __typename id } } } }'
const ask = async (): Promise<Told> => {
  const { data, errors, sources, complete } = await hub.ask<Victims>({ query }, { as: 'klatu.analyst', purpose: 'OVERSIGHT' })
  const source = sources.find(({ agency }) => agency === 'pradet')
  if (!source) throw new Error(`no word about the clinic: ${JSON.stringify(errors)}`)
  const records = data.victims.nodes.flatMap((node) => node.records)
  const ids = records.flatMap((record) => (record?.__typename === 'PradetVictimRecord' ? [record.id] : []))
  return { ...source, ids: ids.toSorted(), errors: errors.length, complete }
}

it('serves the last whole file and its date, marked STALE, while the one in the folder is half-written, broken or gone', {
  timeout: 120_000,
}, async () => {
  const file = join(hub.databases.addressFor('pradet'), 'clients.json')
  const whole = await readFile(file, 'utf8')
  const before = await ask()
  expect(before).toMatchObject({ status: 'OK', errors: 0 })
  expect(before.ids.length).toBeGreaterThan(1)

  // Others ask all the time while the file is changed under them.
  let isOver = false
  const during: Told[] = []
  const askers = Array.from({ length: 4 }, async () => {
    while (!isOver) during.push(await ask())
  })
  const becomes = (status: string): Promise<void> =>
    expect.poll(async () => (await ask()).status, { timeout: 20_000, interval: 200 }).toBe(status)
  try {
    await truncate(file, Math.floor(whole.length / 2))
    await becomes('STALE')
    await writeFile(file, whole)
    await becomes('OK')
    await writeFile(file, `${whole}]`)
    await becomes('STALE')
    await rm(file)
    await becomes('STALE')
    expect(await ask()).toEqual({ ...(await ask()), status: 'STALE', ids: before.ids, errors: 0 })
  } finally {
    isOver = true
    await Promise.all(askers)
  }
  expect(during.length).toBeGreaterThan(10)
  for (const told of during) expect({ ids: told.ids, errors: told.errors }).toEqual({ ids: before.ids, errors: 0 })
  expect(new Set(during.map(({ status }) => status))).toEqual(new Set(['OK', 'STALE']))
  // The date is that of the data served, not of the file that could not be read.
  for (const { asOf } of during) expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}T/)

  const clients: unknown[] = JSON.parse(whole)
  await writeFile(`${file}.new`, JSON.stringify(clients.slice(0, -1)))
  await rename(`${file}.new`, file)
  await becomes('OK')
  await expect.poll(async () => (await ask()).asOf !== before.asOf, { timeout: 20_000, interval: 200 }).toBe(true)
})
