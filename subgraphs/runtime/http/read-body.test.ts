import { createServer, type RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { parseBody, readBody } from './read-body.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that reads bodies of ten bytes at most, and what became of the first. */
async function reading(): Promise<{ readonly read: Promise<string>; readonly socket: Socket }> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const listener: RequestListener = async (request, response) => {
    response.setHeader('connection', 'close')
    resolve(
      await readBody(request, 10).then(
        (body) => body.toString(),
        (thrown: Error & { code?: string }) => thrown.code ?? thrown.message,
      ),
    )
    response.end()
  }
  const server = createServer(listener)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
  socket.on('error', () => undefined)
  closing.push(() => {
    socket.destroy()
    server.close()
  })
  return { read: promise, socket }
}
const HEAD = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json; charset=utf-8\r\n'

describe('the body of a call', () => {
  it('is read whole, in whatever pieces it comes', async () => {
    const { read, socket } = await reading()
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n3\r\n{"a\r\n`)
    socket.write('4\r\n":1}\r\n0\r\n\r\n')

    expect(await read).toBe('{"a":1}')
  })

  it('is refused where it says that it is too large, and where it is although it does not say so', async () => {
    const [said, unsaid] = [await reading(), await reading()]
    said.socket.write(`${HEAD}content-length: 11\r\n\r\n`)
    unsaid.socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\nb\r\n12345678901\r\n`)

    expect(await Promise.all([said.read, unsaid.read])).toEqual(['DOCUMENT_TOO_LARGE', 'DOCUMENT_TOO_LARGE'])
  })

  it('is not waited for when its sender has gone', async () => {
    const { read, socket } = await reading()
    socket.write(`${HEAD}content-length: 10\r\n\r\n{"a`, () => socket.destroy())

    expect(await read).not.toBe('{"a')
  })

  it.each([
    ['another type', 'content-type: text/plain'],
    ['an encoding', 'content-type: application/json\r\ncontent-encoding: gzip'],
  ])('is refused with %s', async (_what, header) => {
    const { read, socket } = await reading()
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${header}\r\ncontent-length: 2\r\n\r\n{}`)

    expect(await read).toBe('UNSUPPORTED_MEDIA_TYPE')
  })

  it('is JSON in UTF-8, with or without a mark at its beginning', () => {
    expect(parseBody(Buffer.from('{"a":"é"}'))).toEqual({ a: 'é' })
    expect(parseBody(Buffer.from('\ufeff{"a":"é"}'))).toEqual({ a: 'é' })
    for (const bytes of [Buffer.from('{"a":"é"}', 'latin1'), Buffer.from('{'), Buffer.from('\ufeff\ufeff{}'), Buffer.alloc(0)])
      expect(() => parseBody(bytes)).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }))
  })
})
