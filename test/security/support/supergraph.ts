import { parse, print, visit } from 'graphql'

/** The types, fields and arguments of a supergraph that are not PGR's own. */
export const othersOf = (sdl: string): string =>
  parse(sdl, { noLocation: true })
    .definitions.filter((definition) => !('name' in definition && /^(Pgr|join__Graph)/.test(definition.name?.value ?? '')))
    .map((definition) => print(visit(definition, { Directive: () => null, StringValue: () => null })))
    .join('\n')

/** The first definition that differs, shortened; empty where none does. */
export const differenceOf = (one: string, other: string): string => {
  const lines = other.split('\n')
  return (
    one
      .split('\n')
      .find((line, index) => line !== lines[index])
      ?.slice(0, 200) ?? ''
  )
}
