import pc from 'picocolors'

/** Tells a person what is happening; one line per step, on standard error. */
export interface Progress {
  /** Runs a step and says when it is done, with how long it took. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>
}

export const createProgress = (write: (line: string) => void, nowMs: () => number): Progress => ({
  async step(what, work) {
    const started = nowMs()
    try {
      const result = await work()
      write(`  ${pc.green('✓')} ${what} ${pc.dim(`${((nowMs() - started) / 1000).toFixed(1)} s`)}`)
      return result
    } catch (cause) {
      write(`  ${pc.red('✗')} ${what}`)
      throw cause
    }
  },
})
