import { z } from 'zod'

/** Longest name that any of the engines knows (SQL Server). */
const LONGEST = 128
const SYSTEM_SCHEMAS = /^(pg_\w*|information_schema|mysql|performance_schema|sys|sqlite_\w*)(\.|$)/i

/** What a name of a table or column cannot hold, and why. Names reach SQL quoted; what looks like SQL in one was meant for something else. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/\p{Cc}/u, 'holds a control character'],
  [/["`;]|--|\/\*/, 'holds a quote, a semicolon or a comment'],
  [/^\s*\(|\bselect\b|\w\([^)]*['(]/i, 'is an expression, not a name'],
]

const isMixed = (name: string): boolean => /\p{Script=Latin}/u.test(name) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name)

/** @returns why the text is no name of a table or column, or undefined */
export const whyNoName = (name: string): string | undefined =>
  name.length > LONGEST
    ? `is longer than ${LONGEST} characters`
    : isMixed(name)
      ? 'mixes letters of two alphabets that look alike'
      : REFUSED.find(([pattern]) => pattern.test(name))?.[1]

const named = (what: string) =>
  z
    .string()
    .min(1)
    .superRefine((name, context) => {
      const reason = whyNoName(name)
      if (reason !== undefined)
        context.addIssue(`${reason}; write the ${what} as the database lists it, or offer a view with plainer names`)
    })

/** A column, exactly as the database writes it. */
export const columnName = named('column')
/** A table or view that is the institution's own, not the database's. */
export const tableName = named('table').refine((name) => !SYSTEM_SCHEMAS.test(name), {
  message: "is a table of the database itself; name one of the institution's own",
})

/** Whether the text can be named as a table of the institution's own. */
export const isTableName = (name: string): boolean => tableName.safeParse(name).success

/** An IANA time zone that this machine knows. */
export const timeZone = z.string().refine(isTimeZone, { message: 'is no time zone; write one like Asia/Dili' })

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false // RangeError: there is no such zone
  }
}
