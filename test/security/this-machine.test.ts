import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMetrics } from '../../gateway/observe/index.ts'
import { serveMetrics } from '../../platform/index.ts'
import { type AttackedHub, startAttackedHub } from './support/attacked-hub.ts'
import { send } from './support/http.ts'

/** Files below a folder, without links. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const inner = await Promise.all(
    entries.map((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)])),
  )
  return inner.flat()
}

describe('somebody with another account on the same machine', () => {
  let attacked: AttackedHub | undefined
  beforeAll(async () => {
    attacked = await startAttackedHub()
    await attacked.ask('{ victims(first: 3) { nodes { id } } }', { as: 'klatu.analyst', purpose: 'OVERSIGHT' })
  }, 120_000)
  afterAll(() => attacked?.close())

  it.each(['keys', 'state', 'sources'] as const)('cannot read a file of the folder %s, or the folder', async (name) => {
    const folder = attacked?.hub.databases.home[name] ?? ''
    expect((await lstat(folder)).mode & 0o077).toBe(0)
    const files = await filesBelow(folder)
    expect(name === 'sources' || files.length > 0).toBe(true)
    // What lies in a closed folder is closed; what lies deeper must not be open either where the folder is copied or moved.
    if (name === 'sources') return
    // A signature and the lock that is signed hold nothing of a row or a key; their folder is closed all the same.
    const secret = files.filter((file) => !/\/(policy\.sig|schema\.lock)\.json$/.test(file))
    const open = await Promise.all(
      secret.map(async (file) => (((await lstat(file)).mode & 0o077) === 0 ? [] : [file.slice(folder.length)])),
    )
    expect(open.flat()).toEqual([])
  })
})

describe('the numbers for operators', () => {
  it('are not served to a page that points its own name at this machine', async () => {
    const metrics = createMetrics({ agencies: () => [], underWay: () => 0 })
    const server = await serveMetrics(metrics, 0)
    try {
      const ask = (host: string, path = '/metrics', method = 'GET') =>
        send(`http://127.0.0.1:${server.port}${path}`, { method, headers: { host } })

      expect((await ask(`127.0.0.1:${server.port}`)).status).toBe(200)
      expect((await ask('localhost')).status).toBe(200)
      for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '169.254.169.254'])
        expect((await ask(host)).status, host).toBe(404)
      for (const path of ['/', '/metrics/', '/metrics?x=1', '/debug/pprof', '//metrics'])
        expect((await ask('localhost', path)).status, path).toBe(404)
      expect((await ask('localhost', '/metrics', 'POST')).status).toBe(404)
    } finally {
      await server.close()
    }
  })
})
