import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HUB_ERRORS, type HubErrorCode, isHubErrorCode } from './catalogue.ts'
import { HubError, isHubError } from './hub-error.ts'
import type { ErrorEntry } from './types.ts'
import { errorWords } from './words.ts'

const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(HUB_ERRORS)
const placeholders = (template: string): string[] => [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted()

describe('the catalogue of errors', () => {
  it('has the codes that clients, agencies and operators rely on', () => {
    const codes: readonly HubErrorCode[] = [
      ...(['UNAUTHENTICATED', 'TOKEN_INVALID', 'TOKEN_EXPIRED', 'PURPOSE_REQUIRED', 'PURPOSE_NOT_ALLOWED', 'REASON_REQUIRED'] as const),
      ...(['FIELD_FORBIDDEN', 'RECORD_KIND_FORBIDDEN', 'FORBIDDEN_ARGUMENT', 'BAD_ARGUMENT', 'CURSOR_INVALID'] as const),
      ...(['DOCUMENT_TOO_LARGE', 'QUERY_TOO_DEEP', 'QUERY_TOO_COSTLY', 'TOO_MANY_ALIASES', 'PARSE_FAILED', 'VALIDATION_FAILED'] as const),
      ...(['OPERATION_NOT_FOUND', 'METHOD_NOT_ALLOWED', 'UNSUPPORTED_MEDIA_TYPE', 'AGENCY_UNAVAILABLE', 'AGENCY_TIMEOUT'] as const),
      ...(['AGENCY_INVALID_DATA', 'SCHEMA_MISMATCH', 'OVERLOADED', 'CALL_REFUSED', 'MAPPING_INVALID', 'POLICY_INVALID'] as const),
      ...(['COMPOSITION_FAILED', 'PORT_TAKEN', 'NOT_DEMO', 'ALREADY_RUNNING', 'NOT_RUNNING', 'SOURCE_UNAVAILABLE'] as const),
      ...(['EVIDENCE_UNAVAILABLE', 'INTERNAL'] as const),
    ]
    expect(Object.keys(HUB_ERRORS)).toEqual(expect.arrayContaining([...codes]))
  })

  it.each(entries)('%s: words, remedy and status are whole', (code, { httpStatus, expected, words, remedy }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(httpStatus).toBeGreaterThanOrEqual(400)
    expect(httpStatus).toBeLessThan(600)
    expect(expected).toBe(code !== 'INTERNAL')
    for (const text of [words.en, words.pt, words.tet, remedy.en]) expect(text.length).toBeGreaterThan(8)
    expect(placeholders(remedy.en)).toEqual([])
  })

  it.each(entries)('%s: every language names the same details', (_code, { words }) => {
    for (const template of Object.values(words)) expect(placeholders(template)).toEqual(placeholders(words.en))
  })

  it('refuses calls to an agency with one message, whatever was wrong with them', () => {
    expect(placeholders(HUB_ERRORS.CALL_REFUSED.words.en)).toEqual([])
  })

  it('takes no name of an object for a code', () => {
    expect(isHubErrorCode('AGENCY_TIMEOUT')).toBe(true)
    expect(isHubErrorCode('constructor')).toBe(false)
    expect(isHubErrorCode('__proto__')).toBe(false)
  })
})

describe('HubError', () => {
  const timeout = new HubError('AGENCY_TIMEOUT', { agency: 'pgr', timeoutMs: 2_000 }, { cause: new Error('connect 10.0.0.7:5432') })

  it('makes its message from the catalogue and the details', () => {
    expect(timeout.message).toBe('pgr did not answer in time.')
    expect(timeout.httpStatus).toBe(504)
    expect(isHubError(timeout)).toBe(true)
    expect(isHubError(timeout, 'AGENCY_TIMEOUT')).toBe(true)
    expect(isHubError(timeout, 'AGENCY_UNAVAILABLE')).toBe(false)
    expect(isHubError(new Error('AGENCY_TIMEOUT'))).toBe(false)
  })

  it('shows its cause neither as JSON nor on the console, and keeps it for the debugger', () => {
    expect(JSON.stringify(timeout)).toBe(
      '{"code":"AGENCY_TIMEOUT","message":"pgr did not answer in time.","details":{"agency":"pgr","timeoutMs":2000}}',
    )
    expect(inspect({ nested: timeout }, { depth: 5, showHidden: true })).not.toContain('10.0.0.7')
    expect(timeout.cause).toBeInstanceOf(Error)
  })

  it('asks the compiler for the details that its words need', () => {
    // @ts-expect-error a detail is missing
    expect(new HubError('FIELD_FORBIDDEN', { field: 'VictimRecord.names' }).message).toContain('{purpose}')
    // @ts-expect-error no details at all
    expect(new HubError('AGENCY_UNAVAILABLE').message).toContain('{agency}')
    expect(new HubError('CALL_REFUSED').message).toBe('The call was refused.')
  })

  it('takes more details than the words need, for machines, and bounds each', () => {
    const error = new HubError('AGENCY_INVALID_DATA', { agency: 'pgr', problem: `depth\n${'x'.repeat(5_000)}`, depth: 40 })

    expect(error.message).toBe('pgr gave an answer that the hub does not accept.')
    expect(error.details.depth).toBe(40)
    expect(String(error.details.problem).length).toBeLessThan(210)
    expect(error.details.problem).not.toContain('\n')
  })

  it('keeps details from being changed after the message was made', () => {
    expect(Object.isFrozen(timeout.details)).toBe(true)
  })
})

describe('errorWords', () => {
  it('speaks the language asked for, or English where there is none, and marks Tetum', () => {
    expect(errorWords('AGENCY_TIMEOUT', { agency: 'pgr', timeoutMs: 5 }, 'pt')).toEqual({
      text: 'pgr não respondeu a tempo.',
      language: 'pt',
    })
    expect(errorWords('AGENCY_UNAVAILABLE', { agency: 'pgr' }, 'tet')).toEqual({
      text: 'pgr la bele kontaktu.',
      language: 'tet',
      review: 'uncertain',
    })
    expect(errorWords('BAD_ARGUMENT', { argument: 'first', problem: 'is negative' }, 'id').language).toBe('en')
  })

  it('lets no detail be a template, forge a line or run on', () => {
    expect(errorWords('AGENCY_UNAVAILABLE', { agency: '{agency} $& $1' }).text).toBe('{agency} $& $1 cannot be reached.')
    expect(errorWords('AGENCY_UNAVAILABLE', { agency: 'pgr\u001b[2J\r\n{"level":30}\u202e' }).text).toBe(
      'pgr [2J  {"level":30}  cannot be reached.',
    )
    expect(errorWords('AGENCY_UNAVAILABLE', { agency: 'x'.repeat(10_000) }).text.length).toBeLessThan(300)
    expect(errorWords('MAPPING_INVALID', { where: 'agency.yaml', problems: 'one\ntwo\u0007' }).text).toContain('one\ntwo ')
  })

  it('keeps every message on one line and bounded, whatever a detail holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const message = errorWords('FIELD_FORBIDDEN', { field: text, purpose: text }).text
        expect(message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
        expect(message.length).toBeLessThan(500)
      }),
    )
  })
})
