import type { ResponseError } from './errors.ts'
import type { StoreObject } from './own.ts'

/** One projection: where it stands, and the errors of this response. */
export class ProjectionRun {
  /** Response path of the value at hand; pushed and popped, so copy it to keep it. */
  readonly path: (string | number)[] = []
  readonly errors: ResponseError[]
  /** Answers to `__schema` and `__type`, by response key. */
  readonly introspection: StoreObject | null
  #explained: Set<string> | null = null

  /** @param errors of the fetches, with response paths; those found here are added */
  constructor(errors: ResponseError[], introspection: StoreObject | null) {
    this.errors = errors
    this.introspection = introspection
  }

  addError(message: string): void {
    const error: ResponseError = { message, path: [...this.path], extensions: { code: 'INVALID_DATA' } }
    this.errors.push(error)
    if (this.#explained) explain(this.#explained, error)
  }

  /** Null where null may not be. Said only when no other error says why: the specification allows one error per place. */
  addNullError(coordinate: string): void {
    this.#explained ??= this.errors.reduce(explain, new Set<string>())
    if (this.#explained.has(JSON.stringify(this.path))) return
    this.addError(`Cannot return null for non-nullable field ${coordinate}`)
  }
}

/** An error explains the null at its own place and at every place above, where that null may have bubbled to. */
function explain(places: Set<string>, { path }: ResponseError): Set<string> {
  if (path) for (let length = 0; length <= path.length; length++) places.add(JSON.stringify(path.slice(0, length)))
  return places
}
