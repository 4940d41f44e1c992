import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (name: string): Promise<string> => readFile(join(root, 'examples/deploy', name), 'utf8')
const NODE = '/opt/tip-hub/node_modules/.bin/node'
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

describe('the unit of systemd', () => {
  it('starts the program as its own user, tells when it is ready, and may write its state only', async () => {
    const unit = await read('tip-hub-adapter@.service')
    const settings = unit.split('\n').filter((line) => /^\w+=/.test(line))

    expect(settings).toEqual(
      expect.arrayContaining(['Type=notify', 'NotifyAccess=all', 'User=tip-hub', 'ProtectSystem=strict', 'NoNewPrivileges=yes']),
    )
    expect(settings).toContain(
      `ExecStart=${NODE} --disable-warning=ExperimentalWarning --max-semi-space-size=8 cli/tip-hub.ts serve /etc/tip-hub/%i`,
    )
    // Node compiles while it runs.
    expect(settings.some((line) => line.startsWith('MemoryDenyWriteExecute'))).toBe(false)
    expect(unit).not.toMatch(/postgres:\/\/|PASSWORD/i)
  })

  it.skipIf(!hasSystemd)('is taken by systemd-analyze without a word', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tip-hub-unit-'))
    const file = join(folder, 'tip-hub-adapter@casa-vida.service')
    // The program lies elsewhere here; that it can be executed is what systemd looks at.
    await writeFile(file, (await read('tip-hub-adapter@.service')).replace(NODE, process.execPath))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
    await rm(folder, { recursive: true })

    expect(stderr.split('\n').filter((line) => line.includes('tip-hub-adapter'))).toEqual([])
    expect(status).toBe(0)
  })
})

describe('the container file', () => {
  it('copies what there is, all that the command needs, and no keys', async () => {
    const lines = (await read('Containerfile')).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    const copied = lines.filter((line) => line.startsWith('COPY ')).flatMap((line) => line.split(/\s+/).slice(1, -1))

    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(copied).toEqual(
      expect.arrayContaining(['cli', 'schema', 'platform', 'adapters', 'subgraphs', 'gateway', 'demo', 'package-lock.json']),
    )
    expect(lines.findIndex((line) => line.startsWith('USER node'))).toBeGreaterThan(0)
    expect(lines.every((line) => /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) /.test(line))).toBe(true)
  })
})
