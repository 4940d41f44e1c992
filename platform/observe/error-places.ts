import { basename } from 'node:path'

/** What a log may hold of an error that nobody foresaw: its kind and the places in our own code, never its message, which may hold values. */
export interface ErrorPlaces {
  readonly error: string
  /** Function, file and line of the innermost frames, without folders. */
  readonly at: readonly string[]
}

export function errorPlaces(thrown: unknown): ErrorPlaces {
  if (!(thrown instanceof Error)) return { error: typeof thrown, at: [] }
  const frames = [...(thrown.stack ?? '').matchAll(/^ {4}at (?:(\S+) \()?(?:file:\/\/)?([^()\n]+):(\d+):\d+\)?$/gm)]
  return {
    error: thrown.name,
    at: frames.slice(0, 5).map(([, name = '', file = '', line = '']) => `${name} ${basename(file)}:${line}`.trim()),
  }
}
