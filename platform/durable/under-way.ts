/**
 * Writes that are not durable yet, by what they are of: who finds that somebody else has just handed in what it came with waits for that write, and fails
 * with it.
 */
export class UnderWay {
  readonly #writes = new Map<string, Promise<unknown>>()

  /**
   * @param own what is to be written now; undefined where there is nothing new
   * @returns once that and all before it are durable
   */
  async join(of: string, own: Promise<void> | undefined): Promise<void> {
    const before = this.#writes.get(of)
    const all = own ? Promise.all([before, own]) : before
    if (own && all) this.#keep(of, all)
    await all
  }

  #keep(of: string, all: Promise<unknown>): void {
    const forget = (): void => {
      if (this.#writes.get(of) === all) this.#writes.delete(of)
    }
    this.#writes.set(of, all)
    all.then(forget, forget)
  }
}
