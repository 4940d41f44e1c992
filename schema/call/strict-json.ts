/**
 * Whether an object in a JSON text names a member twice. Readers differ in which of the two they take, so neither may be believed. Of two members with
 * one name, however it is written (`\u0073ub` is `sub`), a reader keeps one: the text then names more members than its value has.
 *
 * @param json valid JSON
 * @param value what `JSON.parse` made of it
 */
export const hasDuplicateNames = (json: string, value: unknown): boolean => {
  const names = namesIn(json)
  return names === 'escaped' ? repeatsInText(json) : names !== membersOf(value)
}

/**
 * Texts that a colon follows. Goes from quote to quote: what lies between them, a whole GraphQL document say, is not looked at.
 *
 * @returns `escaped` where one of them holds a backslash: `JSON.parse` of V8 13.6 may read such a name as another one, which an earlier object had
 */
function namesIn(json: string): number | 'escaped' {
  let names = 0
  let slash = json.indexOf('\\')
  for (let open = json.indexOf('"'); open !== -1; ) {
    if (slash !== -1 && slash < open) slash = json.indexOf('\\', open)
    let close = json.indexOf('"', open + 1)
    while (isEscaped(json, close)) close = json.indexOf('"', close + 1)
    let next = close + 1
    while (WHITE.has(json.charCodeAt(next))) next++
    if (json[next] === ':') {
      if (slash !== -1 && slash < close) return 'escaped'
      names++
    }
    open = json.indexOf('"', next)
  }
  return names
}

const PARTS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gs

/** The same by the text alone, each name read by itself; ten times slower. */
function repeatsInText(json: string): boolean {
  const open: (Set<string> | null)[] = []
  for (const [part, colon] of json.matchAll(PARTS)) {
    if (part === '{') open.push(new Set())
    else if (part === '[') open.push(null)
    else if (part === '}' || part === ']') open.pop()
    else if (colon !== undefined) {
      const names = open.at(-1)
      const name: unknown = JSON.parse(part.slice(0, -colon.length))
      if (typeof name !== 'string' || names?.has(name)) return true
      names?.add(name)
    }
  }
  return false
}

const BACKSLASH = 0x5c
const WHITE = new Set([0x20, 0x09, 0x0a, 0x0d])

function isEscaped(json: string, at: number): boolean {
  let before = at
  while (json.charCodeAt(before - 1) === BACKSLASH) before--
  return (at - before) % 2 === 1
}

/** Members of all objects in it. Not recursive: a text of brackets alone may be deeper than the stack. */
function membersOf(value: unknown): number {
  let members = 0
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    const inner: readonly unknown[] = Array.isArray(next) ? next : Object.values(next)
    if (!Array.isArray(next)) members += inner.length
    for (const each of inner) if (typeof each === 'object' && each !== null) open.push(each)
  }
  return members
}
