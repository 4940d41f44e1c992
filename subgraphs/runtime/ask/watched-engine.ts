import type { Engine, Statement } from '../../../adapters/index.ts'

/** A statement that was run, how long it took and how many rows came. */
export interface RunStatement extends Statement {
  readonly durationMs: number
  readonly rows: number
}

/** An engine that remembers what it ran: for the officer's own screen and for tests, never for a log. */
export function watchEngine(engine: Engine): { readonly engine: Engine; readonly runs: RunStatement[] } {
  const runs: RunStatement[] = []
  const watched: Engine = {
    ...engine,
    dialect: engine.dialect,
    capabilities: engine.capabilities,
    async run(statement, options) {
      const started = performance.now()
      const rows = await engine.run(statement, options)
      runs.push({ ...statement, durationMs: performance.now() - started, rows: rows.length })
      return rows
    },
    introspect: (options) => engine.introspect(options),
    asOf: () => engine.asOf(),
    close: () => engine.close(),
  }
  return { engine: watched, runs }
}
