import { describe, expect, it } from 'vitest'
import { vocabulary } from '../../schema/index.ts'
import { lintAgency } from './lint.ts'
import { typePrefixOf } from './type-prefix.ts'

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  scalar Code
  interface CaseRecord { id: ID! stage: Code }`
const TYPE = 'type PntlCaseRecord implements CaseRecord @key(fields: "id") { id: ID! stage: Code }'
const lint = (sdl: string) => lintAgency('pntl', sdl, { vocabulary }).map(({ rule, where }) => `${rule} ${where}`)

describe('an agency’s schema', () => {
  it('is taken where it has its own records of the shared kinds', () => expect(lint(HEAD + TYPE)).toEqual([]))

  it.each([
    ['does not parse', 'type {', 'SDL_UNREADABLE '],
    ['defines a type of another agency', `${TYPE} type PgrCaseRecord @key(fields: "id") { id: ID! }`, 'FOREIGN_TYPE PgrCaseRecord'],
    ['extends a type of another agency', `${TYPE} extend type PgrCaseRecord @key(fields: "id") { id: ID! }`, 'FOREIGN_TYPE PgrCaseRecord'],
    ['defines a type of the hub', `${TYPE} type Case @key(fields: "id") { id: ID! }`, 'FOREIGN_TYPE Case'],
    ['has an interface of its own', `${TYPE} interface Node { id: ID! }`, 'FOREIGN_TYPE Node'],
    ['has a union', `${TYPE} union Any = PntlCaseRecord`, 'FOREIGN_TYPE Any'],
    ['has an input', `${TYPE} input Filter { a: Int }`, 'FOREIGN_TYPE Filter'],
    [
      'adds a field to a shared kind',
      `${HEAD} extend interface CaseRecord { shelterAddress: String }`,
      'FOREIGN_FIELD CaseRecord.shelterAddress',
    ],
    ['adds a field to its records', TYPE.replace('stage: Code', 'stage: Code narrative: String'), 'FOREIGN_FIELD PntlCaseRecord.narrative'],
    ['has a second key', TYPE.replace('@key(fields: "id")', '@key(fields: "id") @key(fields: "nuc")'), 'SECOND_KEY PntlCaseRecord'],
    ['has another key', TYPE.replace('@key(fields: "id")', '@key(fields: "id nuc")'), 'SECOND_KEY PntlCaseRecord'],
    ['has no key', TYPE.replace('@key(fields: "id")', ''), 'SECOND_KEY PntlCaseRecord'],
    ['implements another kind', TYPE.replace('implements CaseRecord', 'implements VictimRecord'), 'FOREIGN_TYPE PntlCaseRecord'],
    [
      'implements a second interface',
      TYPE.replace('implements CaseRecord', 'implements CaseRecord & VictimRecord'),
      'FOREIGN_TYPE PntlCaseRecord',
    ],
    ['makes a field non-null', TYPE.replace('stage: Code', 'stage: Code!'), 'NON_NULL PntlCaseRecord.stage'],
    ['overrides', TYPE.replace('stage: Code', 'stage: Code @override(from: "pgr")'), 'DIRECTIVE PntlCaseRecord.stage'],
    ['requires', TYPE.replace('stage: Code', 'stage: Code @requires(fields: "id")'), 'DIRECTIVE PntlCaseRecord.stage'],
    ['hides its records', TYPE.replace('stage: Code', 'stage: Code @inaccessible'), 'DIRECTIVE PntlCaseRecord.stage'],
    ['puts a directive on the schema', 'extend schema @composeDirective(name: "@x")', 'DIRECTIVE schema'],
    ['links another specification', 'extend schema @link(url: "https://evil.example/x/v1.0")', 'DIRECTIVE schema'],
    ['offers a question of its own', `${TYPE} type Query { everything: [PntlCaseRecord] }`, 'ROOT_FIELD Query.everything'],
    ['offers a mutation', `${TYPE} type Mutation { a: Int }`, 'FOREIGN_TYPE Mutation'],
  ])('is refused where it %s', (_what, sdl, problem) => expect(lint(sdl)).toContain(problem))

  it('may have a root field that nobody can see, for a server that needs one', () =>
    expect(lint(`${HEAD} ${TYPE} type Query { _agency: String @inaccessible }`)).toEqual([]))

  it.each([
    ['pntl', 'Pntl'],
    ['mssi-adults', 'MssiAdults'],
  ])('of %s has types that begin with %s', (agency, prefix) => expect(typePrefixOf(agency)).toBe(prefix))
})
