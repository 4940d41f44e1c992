import { createServer, type Server } from 'node:http'
import { connect, createServer as createNetServer, type Socket } from 'node:net'
import { setImmediate as nextLook } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { listen } from './listen.ts'

const HOST = '127.0.0.1'
const answering = (): Server => createServer((_request, response) => response.end('here'))

describe('listening', () => {
  it('answers on each of its sockets, and finds a port of its own', async () => {
    const { port, stop } = await listen(answering(), 0, HOST)
    const texts = await Promise.all(Array.from({ length: 40 }, async () => (await fetch(`http://${HOST}:${port}`)).text()))

    expect(new Set(texts)).toEqual(new Set(['here']))
    await stop(1_000)
    await expect(fetch(`http://${HOST}:${port}`)).rejects.toThrow()
  })

  it.skipIf(process.platform !== 'linux')('sees many who came while it was busy each time that it looks', async () => {
    const server = answering()
    let seen = 0
    server.on('connection', () => seen++)
    const { port, stop } = await listen(server, 0, HOST)
    const sockets: Socket[] = Array.from({ length: 64 }, () => connect(port, HOST))
    let looks = 0
    for (; seen < sockets.length; looks++) await nextLook()

    expect(looks).toBeLessThan(sockets.length / 2)
    for (const socket of sockets) socket.destroy()
    await stop(1_000)
  })

  it.each([true, false])('refuses a port that is taken, whether by sockets that would share it (%s) or not', async (isShared) => {
    const other = createNetServer()
    await new Promise<void>((resolve) =>
      other.listen({ port: 0, host: HOST, reusePort: isShared && process.platform === 'linux' }, resolve),
    )
    const address = other.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0

    await expect(listen(answering(), port, HOST)).rejects.toMatchObject({ code: 'PORT_TAKEN' })
    await new Promise<void>((resolve) => other.close(() => resolve()))
  })

  it('ends after what is under way was answered, and cuts what takes longer', async () => {
    const waiting: (() => void)[] = []
    const server = createServer((_request, response) => waiting.push(() => response.end('late')))
    const { port, stop } = await listen(server, 0, HOST)
    const asked = fetch(`http://${HOST}:${port}`).then((response) => response.text())
    const cut = fetch(`http://${HOST}:${port}`).then((response) => response.text())
    while (waiting.length < 2) await nextLook()

    const stopped = stop(300)
    waiting[0]?.()

    const ends = await Promise.allSettled([asked, cut])
    await stopped
    expect(ends.filter(({ status }) => status === 'fulfilled')).toEqual([{ status: 'fulfilled', value: 'late' }])
  })
})
