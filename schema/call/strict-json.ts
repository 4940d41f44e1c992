const PARTS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs

/**
 * Whether an object in a JSON text names a member twice. Readers differ in which of the two they take, so neither may be believed.
 *
 * @param json valid JSON
 */
export function hasDuplicateNames(json: string): boolean {
  const open: (Set<string> | null)[] = []
  for (const [part, colon] of json.matchAll(PARTS)) {
    if (part === '{') open.push(new Set())
    else if (part === '[') open.push(null)
    else if (part === '}' || part === ']') open.pop()
    else if (colon !== undefined) {
      const names = open.at(-1)
      // Written otherwise, `\u0073ub` is the same name as `sub`.
      const name: unknown = JSON.parse(part.slice(0, -colon.length))
      if (typeof name !== 'string' || names?.has(name)) return true
      names?.add(name)
    }
  }
  return false
}
