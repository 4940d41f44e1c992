import type { FormattedExecutionResult } from 'graphql'

/** The member `data` of an answer, already printed. */
export class PreparedJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Prints an answer; what a plan has printed is not parsed and printed again. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const data: unknown = result.data
  if (!(data instanceof PreparedJson)) return JSON.stringify(result)
  const errors = result.errors?.length ? `"errors":${JSON.stringify(result.errors)},` : ''
  return `{${errors}"data":${data.text}}`
}
