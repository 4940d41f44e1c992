import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../cli/testing/run-command.ts'
import { EMERGENCY_HEADER } from '../../schema/index.ts'
import { type As, DEMO_REASON, tokenFor } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'
import { blocksOf } from './pages.ts'

const page = await readFile(resolve(import.meta.dirname, '../../docs/emergency.md'), 'utf8')
const blocks = blocksOf({ path: 'docs/emergency.md', text: page })
const [asOfficer = '', asCaseworker = ''] = blocks.filter(({ language }) => language === 'graphql').map(({ text }) => text)
const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text)

const officer: As = { as: 'pntl.officer', purpose: 'PROTECTION' }
const command = (start: string): readonly string[] => {
  const text = commands.find((one) => one.startsWith(`npx tip-hub emergency ${start}`))
  if (text === undefined) throw new Error(`the page has no command ${start}`)
  return text.replace(/^npx tip-hub /, '').split(/\s+/)
}

/** The page from its beginning to its end, as two people would do it, over HTTP. */
describe('the page on emergencies', () => {
  let hub: TestHub
  let folder = ''
  beforeAll(async () => {
    hub = await startHub()
    folder = await mkdtemp(join(tmpdir(), 'tip-emergency-page-'))
  }, 120_000)
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = async (query: string, as: As, statement?: string) => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'tip-reason': DEMO_REASON,
        authorization: `Bearer ${await tokenFor(hub.keys, as)}`,
        ...(statement === undefined ? {} : { [EMERGENCY_HEADER]: statement }),
      },
      body: JSON.stringify({ query }),
    })
    const { data, errors } = JSON.parse(await response.text())
    return {
      status: response.status,
      data,
      errors,
      records: (data?.victims.nodes ?? []).flatMap((node: { records: unknown[] }) => node.records),
    }
  }
  /** A command of the page, with its files and the demonstration where this test keeps them. */
  const run = (words: readonly string[], woman = '') =>
    runCommand(
      ...words
        .filter((word) => word !== '>' && word !== 'statement.txt' && word !== '--follow')
        .map((word) => word.replace('request.json', join(folder, 'request.json')).replace('$WOMAN', woman)),
      ...(words.includes('request') ? [] : ['--home', hub.databases.home.root]),
    )

  it('is true: withheld, approved, shown, refused, and told to the owner', async () => {
    expect((await ask(asOfficer, officer)).records).toEqual([])
    const [known] = (await ask(asCaseworker, { as: 'fokupers.caseworker', purpose: 'PROTECTION' })).records

    expect((await run(command('request'))).code).toBe(0)
    const { code, out: statement, err } = await run(command('approve'), known.id)
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining(`VictimRecord ${known.id}`) })

    const shown = await ask(asOfficer, officer, statement)
    expect(shown.records).toEqual([
      { __typename: 'FokupersVictimRecord', id: known.id, names: known.names, originMunicipality: expect.stringMatching(/^TL-/) },
    ])

    const again = await ask(asOfficer, officer, statement)
    const said = JSON.parse(blocks.find(({ text }) => text.includes('EMERGENCY_REFUSED'))?.text ?? '')
    expect(again).toMatchObject({ status: 403, errors: [said] })
    expect(again.data).toBeUndefined()

    const { out } = await run(command('list'))
    for (const line of blocks.find(({ language }) => language === 'text')?.text.split('\n') ?? []) expect(out).toContain(line.trim())
  })

  it('is refused to who approves what they asked for, and after its time', async () => {
    const [known] = (await ask(asCaseworker, { as: 'fokupers.caseworker', purpose: 'PROTECTION' })).records
    expect((await run(command('request'))).code).toBe(0)
    const file = join(folder, 'request.json')
    const request = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...request, asker: { ...request.asker, sub: 'fokupers.director' } }))

    expect(await run(command('approve'), known.id)).toMatchObject({ code: 1, out: '' })
  })
})
