import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateWorld, truthOf } from '../world/index.ts'
import { fillTruth, readTruth } from './truth-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-truth-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the truth file', () => {
  it('holds the truth of every block and names the hero matter', async () => {
    const path = join(folder, 'truth.json')
    await fillTruth(path, generateWorld({ seed: 3, scale: 2 }))

    const file = await readTruth(path)
    expect(file).toMatchObject({ format: 1, seed: 3, scale: 2, heroNuc: '0040/23.XDSUA' })
    expect(file.blocks).toEqual([...generateWorld({ seed: 3, scale: 2 })].map(truthOf))
  })

  it('stops after a hundred blocks, which a reader can still parse', async () => {
    const path = join(folder, 'long.json')
    let made = 0
    const counted = function* () {
      for (const block of generateWorld({ seed: 3, scale: 120 })) {
        made++
        yield { ...block, matters: [], background: [], commissionCounts: [] }
      }
    }
    await fillTruth(path, counted())

    expect((await readTruth(path)).blocks).toHaveLength(100)
    expect(made).toBe(100)
  })

  it('is left as it was when the world ends early', async () => {
    const path = join(folder, 'early.json')
    await writeFile(path, 'before')

    await expect(fillTruth(path, [])).rejects.toThrow(RangeError)
    expect(await readFile(path, 'utf8')).toBe('before')
    expect((await readdir(folder)).filter((name) => name.endsWith('.filling'))).toEqual([])
  })

  it('is not read in another form', async () => {
    const path = join(folder, 'other.json')
    await writeFile(path, '{"format":0,"blocks":[]}')

    await expect(readTruth(path)).rejects.toThrow(TypeError)
  })
})
