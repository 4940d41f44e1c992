// biome-ignore lint/suspicious/noExplicitAny: answers that are changed at will
export type Json = Record<string, any>

/** What an answer says of an agency in `extensions.sources`. */
export const statusOf = (json: Json, agency: string): string =>
  json.extensions.sources.find((source: Json) => source.agency === agency)?.status

/** The records of all matters of a list, in their order. */
export const recordsOf = (json: Json): readonly (Json | null)[] =>
  (json.data?.cases?.nodes ?? []).flatMap((node: Json) => node?.records ?? [])
