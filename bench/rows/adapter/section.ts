import { measuredTable } from '../../harness/table.ts'
import type { Section } from '../sections.ts'
import { measureAdapters } from './adapter.ts'

export const adapterSection: Section = {
  name: 'adapter',
  title: 'Adapter: CPU of its process and of PostgreSQL for one answer; 200,000 persons',
  async run({ isQuick, withPeers, profileFolder }) {
    const pace = isQuick ? { rounds: 2, roundMs: 150, warmMs: 300 } : { rounds: 9, roundMs: 900, warmMs: 2_500, warmAnswers: 2_000 }
    const { rows, absent } = await measureAdapters(pace, { withPeers, profileFolder })
    const text = rows.map(({ question, measured }) => measuredTable(question, measured, absent)).join('\n\n')
    return { text, json: { rows, absent } }
  },
}
