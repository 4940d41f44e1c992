import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const open = (text: string, times: number, inner: string, close: string): string => text.repeat(times) + inner + close.repeat(times)

/** What no validated document holds: the planner is handed it without the gateway's checks. */
const ODD: Readonly<Record<string, string>> = {
  'an unknown field': '{ nothing }',
  nothing: '',
  'an open brace': '{',
  'an unknown fragment': '{ ...F }',
  'a loop of fragments': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'two hundred levels': `{ ${open('victims { nodes { case { ', 200, 'id', ' } } }')} }`,
  'thousands of inline fragments': `{ ${open('... { ', 3_000, '__typename', ' }')} }`,
  'a list in a list, twenty thousand times': `{ cases(first: ${open('[', 20_000, '', ']')}) { nodes { id } } }`,
  'no selection where one belongs': '{ cases }',
  'a selection where none belongs': '{ cases { nodes { id { x } } } }',
  'a type of another kind': '{ cases { nodes { ... on PntlVictimRecord { sex } } } }',
  'an unknown type': '{ cases { nodes { ... on Nope { id } } } }',
  'an unknown type of a variable': 'query ($a: Nope!) { cases(first: $a) { nodes { id } } }',
  'two operations': 'query A { codeLists { name } } query B { codeLists { name } }',
  'another kind of operation': 'subscription { x }',
  'introspection alone': '{ __schema { types { name } } }',
  'entities from outside': '{ _entities(representations: []) { __typename } }',
  'the character 0': '{ \u0000 }',
  'a number without end': `{ cases(first: ${'9'.repeat(5_000)}) { nodes { id } } }`,
  'directives that contradict each other': 'query ($a: Boolean!) { cases @skip(if: $a) @include(if: $a) { nodes @skip(if: true) { id } } }',
  'types that exclude each other': '{ victims { nodes { records { ... on VictimRecord { ... on CaseRecord { id } } } } } }',
}

describe('the planner', () => {
  it('answers whatever it is handed, and does not end its process', () => {
    const root = join(import.meta.dirname, '../..')
    const program = `
      const { readFileSync } = await import('node:fs')
      const { createHivePlanner } = await import('${join(root, 'gateway/plan/hive-planner.ts')}')
      const planner = createHivePlanner(readFileSync('${join(root, 'test/federation/supergraph.graphql')}', 'utf8'))
      for (const [name, operation] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
        try { planner.plan(operation) } catch {}
        console.log(name)
      }`
    const { status, signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      input: JSON.stringify(ODD),
      encoding: 'utf8',
    })

    expect(stdout.trim().split('\n')).toEqual(Object.keys(ODD))
    expect([status, signal]).toEqual([0, null])
  })
})
