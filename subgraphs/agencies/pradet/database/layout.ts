import type { FileLayout } from '../../../../demo/world/index.ts'

/** One array of client documents, nested as the counsellors' application saves them. */
export const layout: readonly FileLayout[] = [
  {
    table: 'clients',
    file: 'clients.json',
    format: 'json',
    nested: ['presenting', 'forensicExam', 'sessions', 'consent'],
  },
]
