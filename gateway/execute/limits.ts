export interface ExecutorLimits {
  /** Memory that documents, plans and all that is compiled of them may take together, in bytes as they are estimated. @default 24 MB */
  readonly maxPreparedBytes?: number
  /** Fields of an operation after its fragments are written out; more is refused before planning. @default 20000 */
  readonly maxSelections?: number
  /** Selection sets inside each other, fragments written out. The planner needs stack for each, and ends the process where it has none. @default 100 */
  readonly maxDepth?: number
  /** Tokens of a document. @default 50000 */
  readonly maxTokens?: number
  /** Representations of entities in one call to a subgraph; more are asked for in several calls. @default 100 */
  readonly maxRepresentations?: number
  /** Items of one list in a subgraph's answer; a longer one makes the answer invalid. @default 100000 */
  readonly maxListItems?: number
  /** Objects and list items of one subgraph's answer together. @default 1000000 */
  readonly maxAnswerNodes?: number
  /** Depth of a JSON value under a custom scalar, and of lists in lists. @default 32 */
  readonly maxJsonDepth?: number
  /** Errors that one fetch may add to the response; the rest is left out. @default 32 */
  readonly maxErrorsPerFetch?: number
}

export const DEFAULT_LIMITS: Required<ExecutorLimits> = {
  maxPreparedBytes: 24_000_000,
  maxSelections: 20_000,
  maxDepth: 100,
  maxTokens: 50_000,
  maxRepresentations: 100,
  maxListItems: 100_000,
  maxAnswerNodes: 1_000_000,
  maxJsonDepth: 32,
  maxErrorsPerFetch: 32,
}
