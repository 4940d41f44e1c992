/** One thing wrong with an agency's folder: where, what, and how to mend it. */
export interface Problem {
  /** Place in the file, e.g. `records.VictimRecord.fields.sex`. */
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/** Collects problems, so that a person sees all of them at once. */
export class Problems {
  readonly #found: Problem[] = []

  get all(): readonly Problem[] {
    return this.#found
  }

  /** What is wrong in one place is told once, however many ways lead there. */
  add(path: string, message: string, remedy: string): void {
    if (this.#found.some((known) => known.path === path && known.message === message)) return
    this.#found.push({ path, message, remedy })
  }

  /** `wanted` is none of the known names. */
  unknown(path: string, what: string, wanted: string, known: Iterable<string>): void {
    const names = [...known]
    const near = nearestName(wanted, names)
    const list = names.length <= 12 ? `one of: ${names.join(', ')}` : 'a name that exists'
    this.add(path, `"${wanted}" is no ${what}`, near === undefined ? `use ${list}` : `did you mean "${near}"?`)
  }
}

/** The name that differs least, where it differs little. */
export const nearestName = (wanted: string, names: readonly string[]): string | undefined => {
  const ranked = names.map((name) => ({ name, distance: distance(wanted.toLowerCase(), name.toLowerCase()) }))
  const best = ranked.toSorted((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : undefined
}

/** Letters to insert, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a.slice(0, 60)].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((row[j] ?? 0) + (letter === b[j] ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row.at(-1) ?? 0
}
