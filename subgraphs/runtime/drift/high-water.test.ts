import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { HIGH_WATER_FILE, HighWater } from './high-water.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-drift-'))
})
afterEach(() => rm(folder, { recursive: true }))

const reach = (date: string) => new Map([['CaseRecord', date]] as const)

it('tells data that reach less far than they did, also after a restart', async () => {
  expect(await new HighWater(folder, 'sha256:a').rise(reach('2025-03-01'))).toEqual([])

  expect(await new HighWater(folder, 'sha256:a').rise(reach('2025-02-28'))).toEqual(['CaseRecord'])
  expect(await new HighWater(folder, 'sha256:a').rise(reach(''))).toEqual(['CaseRecord'])
  expect(await new HighWater(folder, 'sha256:a').rise(new Map())).toEqual([])
  expect(await new HighWater(folder, 'sha256:a').rise(reach('2025-03-01'))).toEqual([])
})

it('begins anew where somebody locked anew, and where the file is no longer one', async () => {
  await new HighWater(folder, 'sha256:a').rise(reach('2025-03-01'))
  expect(await new HighWater(folder, 'sha256:b').rise(reach('2024-01-01'))).toEqual([])

  await writeFile(join(folder, HIGH_WATER_FILE), '{"version":1,"lock":"sha256:b","newest":{"CaseRecord"')
  expect(await new HighWater(folder, 'sha256:b').rise(reach('2023-01-01'))).toEqual([])
})
