import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway()
})
afterAll(() => test.close())

const STAGES = '{ cases { __typename id stage } }'

describe('the gateway', () => {
  it('answers one question from two agencies and says who answered', async () => {
    const { status, body } = await test.ask(STAGES)

    expect(body).toEqual({
      data: {
        cases: [
          { __typename: 'PgrCaseRecord', id: 'g1', stage: 'S50' },
          { __typename: 'PntlCaseRecord', id: 'n1', stage: 'S10' },
        ],
      },
      extensions: {
        sources: [
          { agency: 'pgr', status: 'OK', asOf: null },
          { agency: 'pntl', status: 'OK', asOf: null },
        ],
        complete: true,
      },
    })
    expect(status).toBe(200)
  })
})
