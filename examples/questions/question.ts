import { readFile } from 'node:fs/promises'

/** A question of this folder, as its files say it. */
export interface Question {
  /** File name without `.graphql`. */
  readonly name: string
  /** In plain words. */
  readonly question: string
  /** Demo person who asks it, e.g. `klatu.analyst`. */
  readonly as: string
  /** Purpose that is named with it, e.g. `OVERSIGHT`. */
  readonly purpose: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Reads `NAME.graphql` with its header comments, and `NAME.variables.json` where there is one.
 *
 * @throws {Error} where there is no such question, or its header lacks `as`, `purpose` or `question`
 */
export async function readQuestion(name: string): Promise<Question> {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error('a question is named like 01-pgr-cases-2023-2024')
  const query = await readFile(new URL(`${name}.graphql`, import.meta.url), 'utf8').catch(() => {
    throw new Error(`there is no question ${name}; the files *.graphql of this folder are the questions`)
  })
  return {
    name,
    query,
    as: headerOf(query, 'as', name),
    purpose: headerOf(query, 'purpose', name),
    question: headerOf(query, 'question', name),
    variables: await readVariables(name),
  }
}

/** The body of the HTTP request that asks it. */
export const bodyOf = ({ query, variables }: Pick<Question, 'query' | 'variables'>): string => JSON.stringify({ query, variables })

function headerOf(query: string, key: string, name: string): string {
  const value = new RegExp(`^# ${key}: (.+)$`, 'm').exec(query)?.[1]
  if (value === undefined) throw new Error(`${name}.graphql has no line "# ${key}: …" at its head`)
  return value.trim()
}

async function readVariables(name: string): Promise<Question['variables']> {
  const text = await readFile(new URL(`${name}.variables.json`, import.meta.url), 'utf8').catch(() => '{}')
  const variables: unknown = JSON.parse(text)
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables))
    throw new Error(`${name}.variables.json holds no object`)
  return { ...variables }
}
