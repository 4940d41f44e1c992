import { chmod, lstat, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askRunningDemo } from '../index.ts'
import { demoHome } from '../state/home.ts'
import { controlFolder, takeControlAddress } from './address.ts'
import { listenForCommands } from './server.ts'

let root: string
let folder: string
let servers: Server[]
beforeEach(async () => {
  servers = []
  root = await mkdtemp(join(tmpdir(), 'tip-control-'))
  folder = controlFolder(demoHome(root)) ?? ''
})
afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  for (const each of [root, folder, `${folder}-theirs`]) await rm(each, { recursive: true, force: true })
})
const ask = () => askRunningDemo({ do: 'status' }, root)
/** What another account lays where the demonstration will listen: it answers whatever it likes. */
const listenThere = async (at: string) => {
  const server = createServer((socket) => socket.end('{"ok":true,"message":"theirs"}\n'))
  await new Promise<void>((resolve) => server.listen(at, resolve))
  servers.push(server)
}

describe('the socket of the demonstration', () => {
  it('lies in a folder that only its owner may enter, and answers there', async () => {
    expect(await ask()).toBeUndefined()
    const address = await takeControlAddress(demoHome(root))
    servers.push(await listenForCommands(address, async ({ do: asked }) => ({ ok: true, message: asked })))

    expect((await lstat(dirname(address))).mode & 0o077).toBe(0)
    expect(await ask()).toEqual({ ok: true, message: 'status' })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a folder that others may enter', () => mkdir(folder).then(() => chmod(folder, 0o777))],
    ['a link to elsewhere', () => mkdir(`${folder}-theirs`, { mode: 0o700 }).then(() => symlink(`${folder}-theirs`, folder))],
  ])('is neither opened nor asked in %s that somebody laid there first', async (_what, lay) => {
    await lay()
    await listenThere(join(folder, 'control.sock'))

    await expect(ask()).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    await expect(takeControlAddress(demoHome(root))).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
