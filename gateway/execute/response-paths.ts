import type { FetchError, ResponseError } from './errors.ts'
import type { ObjectProjection } from './projector.ts'
import type { StorePath } from './walk.ts'

/** At most so many places in the response for one place in the store: the same field asked for under many aliases has many. */
const MAX_PLACES = 16

/**
 * Turns places in the store into places in the response. A field that the client did not ask for itself (a key, a required field) has none: its error
 * stands at the object it belongs to.
 */
export function toResponseErrors(errors: readonly FetchError[], root: ObjectProjection): ResponseError[] {
  const seen = new Set<string>()
  return errors.flatMap((error) =>
    responsePaths(error.at, root).flatMap((path): ResponseError[] => {
      const response: ResponseError = { message: error.message, path, ...(error.extensions && { extensions: error.extensions }) }
      const identity = JSON.stringify(response)
      if (seen.has(identity)) return []
      seen.add(identity)
      return [response]
    }),
  )
}

function responsePaths(at: StorePath, root: ObjectProjection): (string | number)[][] {
  let places: { path: (string | number)[]; projection: ObjectProjection | null; isEnd: boolean }[] = [
    { path: [], projection: root, isEnd: false },
  ]
  for (const element of at)
    places = places
      .flatMap((place) => {
        if (place.isEnd) return [place]
        if (typeof element === 'number') return [{ ...place, path: [...place.path, element] }]
        const fields = place.projection?.fieldsStoredAs(element) ?? []
        if (fields.length === 0) return [{ ...place, isEnd: true }]
        return fields.map((field) => ({ path: [...place.path, field.responseKey], projection: field.selection, isEnd: false }))
      })
      .slice(0, MAX_PLACES)
  return places.map(({ path }) => path)
}
