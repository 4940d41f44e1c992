export { type ComposeOutcome, composeAgencies, HUB_SUBGRAPH } from './compose-agencies.ts'
export { type Composer, createComposer } from './composer.ts'
export { type CompositionProblem, problemText } from './problems.ts'
export { typePrefixOf } from './type-prefix.ts'
