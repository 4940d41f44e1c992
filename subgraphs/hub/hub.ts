import type { FormattedExecutionResult } from 'graphql'
import { Asker } from './asking/asker.ts'
import { createDirectory } from './directory.ts'
import { createExecute } from './execute.ts'
import type { HubExecution, HubOptions } from './request.ts'
import { buildHubSchema } from './schema/build-schema.ts'
import { createSeals } from './seals.ts'
import { rulesFor, ruleTable, withShield } from './shield/shield.ts'

/** The hub's own subgraph, for one set of agencies. */
export interface Hub {
  /** Federated SDL; the same text for the same agencies, in whatever order they are given. */
  readonly sdl: string
  /** Never rejects for what an asker or an agency can cause. */
  execute(execution: HubExecution): Promise<FormattedExecutionResult>
}

/**
 * Makes the hub's subgraph: `case`, `cases`, `victims` … over the agencies, answered by asking them, with nothing kept in between.
 * Cheap (tens of milliseconds), so that it is simply made again whenever an agency joins, changes or leaves; cursors and ids stay good as
 * long as the seal keys do, cursors also only while the policies do.
 *
 * @throws {TypeError} where an agency is described twice or with a policy that is none, or a seal key is too short
 */
export function createHub(options: HubOptions): Hub {
  const { agencies, vocabulary, joinAgencies, sealKeys, clock, onUnexpectedError = () => {} } = options
  const directory = createDirectory(agencies, vocabulary, joinAgencies)
  const idSeals = createSeals(sealKeys, 'id')
  const cursorSeals = createSeals(sealKeys, 'cursor')
  const { sdl, plain, toExecutable } = buildHubSchema(directory)
  const rules = ruleTable(directory)
  rulesFor(plain, rules)
  let execute: ReturnType<typeof createExecute> | undefined
  return {
    sdl,
    async execute({ context: request, ...question }) {
      // Composition tries many sets of agencies and wants the text alone.
      execute ??= createExecute(withShield(toExecutable(), rules), onUnexpectedError)
      return execute(question, { request, directory, asker: new Asker(request, directory), idSeals, cursorSeals, clock })
    },
  }
}
