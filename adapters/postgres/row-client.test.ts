import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createByteStrings } from './byte-strings.ts'
import { createRowsReader, GarbledRow } from './read-rows.ts'
import { RowClient } from './row-client.ts'

const message = (type: string, body: Buffer): Buffer => {
  const header = Buffer.alloc(5)
  header.write(type, 'latin1')
  header.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([header, body])
}
const row = (text: string): Buffer => message('D', Buffer.concat([Buffer.from([0, 1, 0, 0, 0, text.length]), Buffer.from(text)]))
const END = Buffer.concat([message('C', Buffer.from('SELECT 2\0')), message('Z', Buffer.from('I'))])

/** A client before a server of our own words: what it writes goes nowhere, what is said to it comes from here. */
function clientBefore() {
  const heard: string[] = []
  const client = new RowClient({
    stream: () => Object.assign(new EventEmitter(), { write: () => true, setNoDelay() {}, connect() {}, cork() {}, uncork() {} }) as never,
  })
  const connection = 'connection' in client ? client.connection : undefined
  if (!(connection instanceof EventEmitter) || !('attachListeners' in connection) || typeof connection.attachListeners !== 'function')
    throw new Error()
  for (const name of ['dataRow', 'rowDescription', 'commandComplete', 'readyForQuery']) connection.on(name, () => heard.push(name))
  const server = new EventEmitter()
  connection.attachListeners(server)
  return { client, heard, say: (bytes: Buffer) => server.emit('data', bytes) }
}

describe('a client that reads rows from bytes', () => {
  it.each([1, 2, 3, 7, 1_000])('reads the same rows in pieces of %i bytes', async (size) => {
    const { client, heard, say } = clientBefore()
    const reader = createRowsReader([], createByteStrings())
    const settled = Promise.withResolvers<never>()
    client.query = () => settled.promise
    client.into(reader, { text: 'select' }).catch(() => undefined)
    const bytes = Buffer.concat([message('T', Buffer.from([0, 0])), row('a'), row('bc'), END])
    for (let at = 0; at < bytes.length; at += size) say(bytes.subarray(at, at + size))

    expect(reader.rows).toEqual([['a'], ['bc']])
    expect(heard).toEqual(['commandComplete', 'readyForQuery'])
  })

  it('leaves rows to the driver where nobody reads them', () => {
    const { heard, say } = clientBefore()
    say(Buffer.concat([message('T', Buffer.from([0, 0])), row('a'), END]))

    expect(heard).toEqual(['rowDescription', 'dataRow', 'commandComplete', 'readyForQuery'])
  })

  it('says what is wrong with a row when its query has ended, and reads the next one', async () => {
    const { client, say } = clientBefore()
    client.query = () => Promise.resolve(undefined as never)
    const garbled = client.into(createRowsReader([], createByteStrings()), { text: 'select' })
    say(message('D', Buffer.from([0, 2, 0])))
    await expect(garbled).rejects.toThrow(GarbledRow)

    const reader = createRowsReader([], createByteStrings())
    const whole = client.into(reader, { text: 'select' })
    say(row('a'))
    await whole
    expect(reader.rows).toEqual([['a']])
  })
})
