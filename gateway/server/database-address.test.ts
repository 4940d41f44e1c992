import { describe, expect, it } from 'vitest'
import { isSafeDatabaseAddress } from './database-address.ts'

describe('the address of the database that several gateways share', () => {
  it.each([
    'postgres://hub:word@127.0.0.1:5432/shared',
    'postgres://hub:word@localhost/shared',
    'postgresql://hub:word@[::1]/shared',
    'postgres://hub@localhost/shared?host=/var/run/postgresql',
    'postgres://hub:word@db.example/shared?sslmode=verify-full',
  ])('may be %s', (url) => expect(isSafeDatabaseAddress(url)).toBe(true))

  it.each([
    ['another machine without TLS', 'postgres://hub:word@10.0.0.7/shared'],
    ['a certificate that nobody checks', 'postgres://hub:word@db.example/shared?sslmode=no-verify'],
    ['TLS where it can be had', 'postgres://hub:word@db.example/shared?sslmode=prefer'],
    ['two words on TLS', 'postgres://hub:word@db.example/shared?sslmode=verify-full&sslmode=disable'],
    ['TLS that is switched off beside it', 'postgres://hub:word@db.example/shared?sslmode=verify-full&ssl=0'],
    ['this machine, and another one in a parameter', 'postgres://hub:word@localhost/shared?host=db.example'],
    ['a name that only begins like this machine', 'postgres://hub:word@127.0.0.1.evil.example/shared'],
  ])('may not be %s', (_what, url) => expect(isSafeDatabaseAddress(url)).toBe(false))
})
