import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ApproverFile, readApprovers, watchApprovers } from './approvers.ts'

const newKey = (): string => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? ''
const entry = (account: string, x: string, kid = account): ApproverFile['approvers'][number] => ({
  issuer: 'https://login.example.tl',
  account,
  agency: 'fokupers',
  key: { kty: 'OKP', crv: 'Ed25519', x, kid },
})
const written = (...approvers: ApproverFile['approvers']): string => JSON.stringify({ version: 1, approvers })

describe('the keys of approvers', () => {
  it('stand by their ids; an account may have two while one is changed', () => {
    const approvers = readApprovers(written(entry('one', newKey(), 'k1'), entry('one', newKey(), 'k2')))
    expect([...approvers.keys()]).toEqual(['k1', 'k2'])
  })

  it('are refused where one key stands for two people: one person could be both', () => {
    const x = newKey()
    expect(() => readApprovers(written(entry('one', x, 'k1'), entry('two', x, 'k2')))).toThrow('two accounts')
    expect(() => readApprovers(written(entry('one', newKey(), 'k'), entry('two', newKey(), 'k')))).toThrow('two accounts')
  })

  it.each([
    ['another curve', { ...entry('one', newKey()), key: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'k' } }],
    ['no account', { ...entry('one', newKey()), account: '' }],
    ['a member that is none of it', { ...entry('one', newKey()), roles: ['director'] }],
  ])('are refused with %s', (_what, of) => {
    expect(() => readApprovers(JSON.stringify({ version: 1, approvers: [of] }))).toThrow()
  })

  it('are taken away by the file while the adapter runs, and a file that cannot be read registers nobody', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tip-approvers-'))
    const file = join(folder, 'approvers.json')
    let now = 0
    const approvers = watchApprovers(file, 2_000, () => now)
    const count = async (text: string): Promise<number> => {
      await writeFile(file, text)
      now += 2_000
      return (await approvers()).size
    }

    expect((await approvers()).size).toBe(0)
    expect(await count(written(entry('one', newKey()), entry('two', newKey())))).toBe(2)
    expect(await count(written(entry('two', newKey())))).toBe(1)
    expect(await count('{ half a fil')).toBe(0)
    await rm(folder, { recursive: true })
  })
})
