/** What would end or alter a quoted element. */
const SPECIAL = /["\\]/

/**
 * A list of texts as PostgreSQL writes arrays. The driver's own printer takes each element through two replacements and a chain of calls, which for
 * the written forms of twenty numbers costs more than the rest of the statement.
 */
export const arrayText = (texts: readonly string[]): string => {
  if (texts.length === 0) return '{}'
  const plain = texts.some((text) => SPECIAL.test(text)) ? texts.map((text) => text.replace(/["\\]/g, '\\$&')) : texts
  return `{"${plain.join('","')}"}`
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** Parameters with their lists written out; whatever is no list of texts stays the driver's. */
export const writeLists = (parameters: readonly unknown[]): unknown[] =>
  parameters.map((parameter) => (Array.isArray(parameter) && parameter.every(isText) ? arrayText(parameter) : parameter))
