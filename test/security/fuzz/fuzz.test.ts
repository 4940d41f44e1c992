import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FuzzHub, type FuzzHubOptions, type FuzzWorld, openWorld, startFuzzHub } from './hub.ts'
import { type Everything, everythingIn, leaksIn, type Permitted, permittedTo } from './look-through.ts'
import { rulesOf, viewers } from './policies.ts'
import { type Known, questionOf } from './questions.ts'
import { RUNS, SEED } from './runs.ts'
import { AGENCIES, createWorld } from './truth.ts'

/** Questions to one hub before it is made anew under other rules. */
const PER_HUB = 100

let opened: FuzzWorld
let all: Everything
beforeAll(async () => {
  opened = await openWorld(createWorld())
  all = everythingIn(opened)
})
afterAll(() => opened?.close())

const policies = fc.tuple(...AGENCIES.map(rulesOf))
const asked = fc.record({ viewer: viewers, choices: fc.array(fc.nat({ max: 5_039 }), { minLength: 20, maxLength: 120, size: 'max' }) })

describe('random questions of random people under random policies', () => {
  it('show nothing that truth and policy do not permit: not in data, errors, extensions, logs', { timeout: 3_600_000 }, () =>
    fuzz(RUNS, { hasShield: true }),
  )

  it('show nothing more with the shield taken off: the SQL alone decides', { timeout: 3_600_000 }, () =>
    fuzz(Math.ceil(RUNS / 3), { hasShield: false }),
  )
})

async function fuzz(runs: number, options: FuzzHubOptions): Promise<void> {
  const seen = { questions: 0, records: 0, values: 0, refused: 0 }
  const perHub = Math.min(runs, PER_HUB)
  const sessions = fc.record({ rules: policies, questions: fc.array(asked, { minLength: perHub, maxLength: perHub, size: 'max' }) })
  await fc.assert(
    fc.asyncProperty(sessions, async ({ rules, questions }) => {
      const hub = await startFuzzHub(opened, rules, options)
      try {
        await askAll(hub, questions, seen)
      } finally {
        await hub.close()
      }
    }),
    // Only the first failure: the smallest one is found by hand, from the question that it prints.
    { numRuns: Math.ceil(runs / perHub), seed: SEED, endOnFailure: true, reporter: firstFailure },
  )
  console.log(JSON.stringify({ seed: SEED, ...options, ...seen }))
  // An empty answer leaks nothing, and proves nothing.
  expect(seen.records).toBeGreaterThan(seen.questions / 4)
  expect(seen.values).toBeGreaterThan(seen.questions / 4)
  expect(seen.refused).toBeLessThan(seen.questions / 3)
}

/** The counterexample is a hundred questions and three policies; the error itself says which one and why. */
function firstFailure<T>({ failed, errorInstance, seed, counterexamplePath }: fc.RunDetails<T>): void {
  if (failed) throw new Error(`seed ${seed}, run ${counterexamplePath}`, { cause: errorInstance })
}

async function askAll(
  hub: FuzzHub,
  questions: readonly { viewer: Parameters<FuzzHub['ask']>[1]; choices: readonly number[] }[],
  seen: { questions: number; records: number; values: number; refused: number },
): Promise<void> {
  const permittedOf = new Map<string, Permitted>()
  const ids: string[] = [...all.ids].filter((_, place) => place % 7 === 0)
  const cursors: string[] = []
  const known: Known = {
    ids,
    cursors,
    nucs: opened.world.rows.flatMap(({ fields }) => fields.nuc ?? []),
    dates: opened.world.rows.flatMap(({ fields }) => fields.birthDate ?? fields.registeredDate ?? []),
    codes: ['S10', 'S30', 'F', 'M', 'TL-DI', 'ACC', 'SHE'],
    agencies: AGENCIES,
    held: new Set(opened.world.rows.flatMap(({ fields }) => Object.keys(fields))),
  }
  for (const { viewer, choices } of questions) {
    const query = questionOf(hub.schema, known, choices)
    const answer = await hub.ask(query, viewer)
    const name = JSON.stringify(viewer)
    const permitted = permittedOf.get(name) ?? permittedTo(viewer, opened, hub)
    permittedOf.set(name, permitted)

    const leaks = leaksIn(query, answer, permitted, all)
    if (leaks.length > 0) expect.fail(`${leaks.join('\n')}\n${name}\n${query}\n${answer.text}`)
    seen.questions += 1
    if (!answer.text.startsWith('{"data"') && !answer.text.includes('"data":{')) seen.refused += 1
    seen.records += [...answer.text.matchAll(/"__typename":"\w+Record"/g)].length
    seen.values += [...answer.text.matchAll(/zq[0-9a-z]{6}|20\d\d-\d\d-\d\d/g)].length
    // What was seen is tried again, by others too.
    for (const [, id = ''] of answer.text.matchAll(/"id":"([^"]{10,})"/g)) if (ids.length < 300) ids.push(id)
    for (const [, cursor = ''] of answer.text.matchAll(/"(?:end|start)?[cC]ursor[^"]*":"([^"]{10,})"/g))
      if (cursors.length < 100) cursors.push(cursor)
  }
}
