/**
 * Whether JSON nests deeper than allowed. Goes no deeper itself, so that an answer made to exhaust the stack cannot.
 *
 * @param json what `JSON.parse` gave
 */
export function isDeeperThan(json: unknown, maxDepth: number): boolean {
  if (typeof json !== 'object' || json === null) return false
  if (maxDepth <= 0) return true
  if (Array.isArray(json)) {
    for (const member of json) if (typeof member === 'object' && isDeeperThan(member, maxDepth - 1)) return true
    return false
  }
  const object = json as Readonly<Record<string, unknown>> // neither null nor a list: checked above
  for (const key in object) {
    const member = object[key]
    if (typeof member === 'object' && isDeeperThan(member, maxDepth - 1)) return true
  }
  return false
}
