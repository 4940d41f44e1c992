import type { ServerResponse } from 'node:http'
import type { Said, Tamper } from './hostile-agency.ts'

/** Stands in all that a hostile agency says, and in no answer of the hub. */
export const CANARY = 'Hostile-Canary-Text'
export const JSON_HEADERS = { 'content-type': 'application/json' }

/** Answers by hand. */
export const written =
  (write: (response: ServerResponse, said: Said) => void): Tamper =>
  (said, response) => {
    write(response, said)
    return 'written'
  }

/** Answers that are none. */
export const BROKEN_ANSWERS: Readonly<Record<string, Tamper>> = {
  'no JSON': () => '<html>',
  'half of its answer': ({ body }) => body.slice(0, body.length / 2),
  'a list': () => '[]',
  'a null': () => 'null',
  nothing: () => '',
  'data that is a list': () => '{"data":[]}',
  'data that is a text': () => `{"data":"${CANARY}"}`,
  'errors that are no list': () => `{"errors":"${CANARY}"}`,
  'errors with names, hosts and stacks': () =>
    JSON.stringify({
      data: null,
      errors: [
        {
          message: `${CANARY} at 10.0.0.7 select * from vitima`,
          extensions: { code: 'FORBIDDEN', stack: ['at x:1:1'] },
          path: ['__proto__', 0],
          locations: CANARY,
        },
      ],
    }),
  'a million errors': () => JSON.stringify({ data: null, errors: Array(100_000).fill({ message: CANARY }) }),
  'brackets 10,000 deep': () => `{"data":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
  'lists 100,000 deep': () => `{"data":{"_entities":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
  'bytes that are no UTF-8': written((response) => response.writeHead(200, JSON_HEADERS).end(Buffer.from([0x7b, 0xff, 0xfe]))),
  'a page': written((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('{"data":{}}')),
  'a redirect to elsewhere': written((response) => response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end()),
  'a redirect to itself': written((response) => response.writeHead(308, { location: '/graphql' }).end()),
  'a packed bomb': written((response) => response.writeHead(200, { ...JSON_HEADERS, 'content-encoding': 'gzip' }).end('x')),
  'a failure with a stack': written((response) => response.writeHead(500, JSON_HEADERS).end(`{"errors":[{"message":"${CANARY}"}]}`)),
  'a refusal of the person': written((response) =>
    response.writeHead(403, JSON_HEADERS).end(`{"errors":[{"message":"${CANARY}","extensions":{"code":"TOKEN_EXPIRED"}}]}`),
  ),
  'a broken connection': written((response) => response.destroy()),
  'a wrong length': written((response) => {
    response.writeHead(200, { ...JSON_HEADERS, 'content-length': '1000000' })
    response.write('{"data":')
    response.destroy()
  }),
  'informational answers without end': written((response) => {
    for (let n = 0; n < 1_000; n++) response.writeProcessing()
    response.writeHead(200, JSON_HEADERS).end(`{"data":"${CANARY}"}`)
  }),
  'a header of 100 kB': written((response) => response.writeHead(200, { ...JSON_HEADERS, 'x-big': 'A'.repeat(100_000) }).end('{}')),
}
