import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { HubError, isHubError, MAX_MEMBERSHIP_BYTES, type MembershipRequest } from '../../schema/index.ts'
import type { Membership } from './membership.ts'
import { MembershipRefusal } from './verify-request.ts'

export interface MembershipEndpointOptions {
  readonly membership: Membership
  /** Reads a body as JSON, no further than allowed. */
  readonly readBody: (request: IncomingMessage, maxBytes: number) => Promise<unknown>
  readonly onDone: (done: MembershipRequest['do'], agency: string) => void
  readonly onRefused: (check: string) => void
  readonly onUnexpected: (error: unknown) => void
}

const Body = z.strictObject({ request: z.string().max(MAX_MEMBERSHIP_BYTES) })
/** Requests at once; institutions are few, and join seldom. */
const MOST_AT_ONCE = 8
const LOOPBACK = /^(::ffff:)?127\.|^::1$/

/** Serves `POST /membership`. */
export function createMembershipEndpoint({ membership, readBody, onDone, onRefused, onUnexpected }: MembershipEndpointOptions) {
  let underWay = 0

  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const body = Body.safeParse(await readBody(request, MAX_MEMBERSHIP_BYTES))
    if (!body.success) throw new MembershipRefusal('body')
    // Only who has sent all of a request takes a place: bodies that never end would keep members from leaving.
    if (underWay >= MOST_AT_ONCE) throw new HubError('OVERLOADED', { service: 'hub' })
    underWay++
    try {
      const asked = {
        token: body.data.request,
        host: request.headers.host?.toLowerCase() ?? '',
        isLocal: LOOPBACK.test(request.socket.remoteAddress ?? ''),
      }
      const { answer: granted, done } = await membership.answer(asked)
      onDone(done, granted.agency)
      return granted
    } finally {
      underWay--
    }
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(response, 200, await answer(request))
    } catch (thrown) {
      if (isHubError(thrown)) onRefused(thrown instanceof MembershipRefusal ? thrown.check : thrown.code)
      else onUnexpected(thrown)
      const error = isHubError(thrown) ? thrown : new HubError('INTERNAL', { correlationId: 'membership' })
      send(response, error.httpStatus, { errors: [{ message: error.message, extensions: { code: error.code } }] })
    }
  }
}

function send(response: ServerResponse, status: number, json: unknown): void {
  if (response.headersSent || response.destroyed) return
  const text = JSON.stringify(json)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text)
}
