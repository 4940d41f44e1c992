import { z } from 'zod'

/** How much one request may ask. Looked at before any work is done for it. */
export const RequestLimits = z.strictObject({
  bodyBytes: z.int().min(1_024).max(10_000_000).default(100_000).describe('Largest request body, in bytes'),
  tokens: z.int().min(100).max(100_000).default(4_000).describe('GraphQL tokens of a document'),
  depth: z.int().min(3).max(100).default(14).describe('Levels of fields, through fragments; introspection is counted apart'),
  introspectionDepth: z.int().min(3).max(100).default(20).describe('Levels of fields under `__schema` and `__type`'),
  aliases: z.int().min(0).max(1_000).default(60).describe('Aliases of an operation, fragments written out'),
  rootFields: z.int().min(1).max(200).default(20).describe('Root fields of an operation'),
  directives: z.int().min(0).max(1_000).default(60).describe('Directives of a document'),
  selections: z.int().min(50).max(100_000).default(3_000).describe('Fields of an operation, fragments written out'),
  pageSize: z.int().min(1).max(1_000).default(100).describe('Largest `first` or `last`'),
  listItems: z.int().min(1).max(10_000).default(100).describe('Longest list in an argument or variable'),
  cost: z
    .int()
    .min(1_000)
    .max(100_000_000)
    .default(250_000)
    .describe('Values that an operation may answer with: fields times the entries of the pages and lists that they stand in, estimated'),
  variablesBytes: z.int().min(256).max(1_000_000).default(32_000).describe('Largest variables, as JSON'),
  planMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(1_000)
    .describe('Planning of one operation that no cache holds, in milliseconds; a slower one is logged'),
})
export type RequestLimits = z.infer<typeof RequestLimits>
