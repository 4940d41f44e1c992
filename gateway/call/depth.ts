/**
 * Whether JSON nests deeper than allowed. Without recursion, so that an answer made to exhaust the stack cannot.
 *
 * @param json what `JSON.parse` gave
 */
export function isDeeperThan(json: unknown, maxDepth: number): boolean {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (depth >= maxDepth) return true
      for (const member of Array.isArray(value) ? value : Object.values(value))
        if (typeof member === 'object' && member !== null) next.push(member)
    }
    level = next
  }
  return false
}
