import { describe, expect, it } from 'vitest'
import { isTraceAddress, readTraceparent, writeTraceparent } from './traceparent.ts'

const parent = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }

describe('traceparent', () => {
  it('is read as it was written', () => {
    expect(writeTraceparent(parent)).toBe('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')
    expect(readTraceparent(writeTraceparent(parent))).toEqual(parent)
  })

  it.each([
    undefined,
    '',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00',
    '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n',
  ])('is nobody’s where it is %j', (header) => {
    expect(readTraceparent(header)).toBeUndefined()
  })

  it.each([
    ['https://traces.example/v1/traces', true],
    ['http://127.0.0.1:4318/v1/traces', true],
    ['http://traces.example/v1/traces', false],
    ['https://user:secret@traces.example/', false],
    ['file:///etc/passwd', false],
    ['nowhere', false],
  ])('may be told to %s: %s', (address, may) => {
    expect(isTraceAddress(address)).toBe(may)
  })
})
