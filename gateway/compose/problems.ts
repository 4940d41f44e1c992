/** Why an agency's part cannot join the graph, in words that its IT officer can act on. Names of the graph only. */
export interface CompositionProblem {
  readonly agency: string
  /** Stable name of the rule, for scripts and the docs. */
  readonly rule: LintRule
  /** Type, or `Type.field`; empty where it is about the whole. */
  readonly where: string
  readonly what: string
  readonly remedy: string
}

export type LintRule =
  | 'SDL_UNREADABLE'
  | 'FOREIGN_TYPE'
  | 'FOREIGN_FIELD'
  | 'SECOND_KEY'
  | 'NON_NULL'
  | 'DIRECTIVE'
  | 'ROOT_FIELD'
  | 'IDENTITY'
  | 'VOCABULARY_TOO_NEW'
  | 'BREAKING_CHANGE'
  | 'DOES_NOT_COMPOSE'

/** One line for a terminal or a log. */
export const problemText = ({ agency, where, what, remedy }: CompositionProblem): string =>
  `${agency}${where === '' ? '' : `: ${where}`}: ${what}. ${remedy}.`
