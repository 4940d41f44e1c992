import { measuredTable } from '../../harness/table.ts'
import type { Section } from '../sections.ts'
import { measureGateways } from './gateway.ts'

export const gatewaySection: Section = {
  name: 'gateway',
  title: 'Gateway: CPU of its process for one answer; the agencies before it answer at once',
  async run({ isQuick, withPeers, profileFolder }) {
    const pace = isQuick ? { rounds: 2, roundMs: 120, warmMs: 300 } : { rounds: 9, roundMs: 700, warmMs: 2_500, warmAnswers: 2_000 }
    const { rows, absent } = await measureGateways(pace, { withPeers, profileFolder })
    const text = rows.map(({ question, measured }) => measuredTable(question, measured, absent)).join('\n\n')
    return { text, json: { rows, absent } }
  },
}
