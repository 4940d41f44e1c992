import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/**
 * A small world of synthetic matters, in which every value follows from type, id, field and arguments. So any number of subgraphs and one single graph
 * hold the same data without sharing any, and every answer of the federation can be compared with the single graph's.
 */
export const WORLD_SUBGRAPHS: Readonly<Record<string, string>> = {
  police: `
    type Query { cases(first: Int): [Case] person(id: ID!): Person party: Party hits: [Hit] office: Office @shareable }
    type Case @key(fields: "id") @key(fields: "nuc") { id: ID! nuc: ID! title: String stage(lang: Lang = EN): String! lead: Person parties: [Party] where: Place @shareable count(unit: Int, half: Boolean): Int }
    type Person implements Party @key(fields: "id") { id: ID! name: String cases: [Case!] age: Int kind: Sort friend: Person }
    type Company implements Party @key(fields: "id") { id: ID! name: String staff: [[Person]] owner: Party }
    interface Party @key(fields: "id") { id: ID! name: String }
    type Place @shareable { code: ID! name: String }
    type Office { code: ID! @shareable head: Person @shareable phone: String }
    union Hit = Case | Person | Company
    enum Lang { EN TET } enum Sort { X Y }`,
  justice: `
    type Query { trials: [Trial] matter: Matter office: Office @shareable }
    type Case implements Matter @key(fields: "nuc") { nuc: ID! judge: Judge trials(limit: Int = 2): [Trial] weight: Int }
    interface Matter { weight: Int judge: Judge }
    type Trial implements Matter @key(fields: "of { nuc } day") { of: Case! day: Int! judge: Judge weight: Int about: [About!] kind: String }
    type Judge @key(fields: "id") { id: ID! name: String! seat: Place }
    type Place @shareable { code: ID! name: String }
    type Office { code: ID! @shareable head: Person @shareable rank: Int }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
    union About = Case | Judge`,
  clinic: `
    type Case @key(fields: "id") { id: ID! title: String @external count(unit: Int, half: Boolean): Int @external where: Place @external weight: Int @external
      summary: String @requires(fields: "title where { name }") tens: String @requires(fields: "count(unit: 10)")
      sevens: String @requires(fields: "count(unit: 7, half: true)") load: String @requires(fields: "weight") visits: [Visit] @requires(fields: "weight") }
    type Place { code: ID! @shareable name: String @external }
    type Person @key(fields: "id") { id: ID! age: Int @external visits: [Visit] adult: String @requires(fields: "age") }
    type Visit { by: Person at: String day(of: Int): Int }
    type Query { visit: Visit }`,
  archive: `
    type Query { archived: [Party] oldest: Case @provides(fields: "title") }
    type Party @key(fields: "id") @interfaceObject { id: ID! boxes: [Box] shelf(row: Int): String name: String @external label: String @requires(fields: "name") }
    type Box { id: ID! of: Party size: Int }
    type Case @key(fields: "id") { id: ID! title: String @external page: Int note: String }`,
}

export interface Thing {
  readonly __typename?: string
  readonly [key: string]: unknown
}

function hash(text: string): number {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  h ^= h >>> 15
  return Math.imul(h, 2246822519) >>> 0
}

const IDS: Readonly<Record<string, readonly string[]>> = {
  Case: ['c1', 'c2', 'c3', 'c4'],
  Person: ['p1', 'p2', 'p3'],
  Company: ['o1', 'o2'],
  Judge: ['j1', 'j2'],
  Place: ['l1', 'l2', 'l3'],
  Office: ['f1'],
  Trial: ['c1/1', 'c2/2', 'c2/3'],
  Visit: ['v1', 'v2'],
  Box: ['b1', 'b2', 'b3'],
}
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Party: ['Person', 'Company'],
  Hit: ['Case', 'Person', 'Company'],
  Matter: ['Case', 'Trial'],
  About: ['Case', 'Judge'],
}

/** The object with all of its keys, as a subgraph gives it when it links to one. */
export function thing(type: string, id: string): Thing {
  if (type === 'Case') return { __typename: type, id, nuc: `n-${id}` }
  if (type === 'Trial') {
    const [of = '', day] = id.split('/')
    return { __typename: type, id, of: thing('Case', of), day: Number(day) }
  }
  if (type === 'Place' || type === 'Office') return { __typename: type, id, code: id }
  return { __typename: type, id }
}

/** What an interface object's key stands for. */
export const partyOf = (id: string): Thing => thing(concrete('Party', id), id)

/** Finds out which thing a representation stands for. */
function identify(type: string, source: Thing): string {
  if (typeof source.id === 'string') return source.id
  if (typeof source.nuc === 'string') return source.nuc.slice(2)
  if (typeof source.code === 'string') return source.code
  const of = source.of
  if (type === 'Trial' && typeof of === 'object' && of !== null && 'nuc' in of) return `${String(of.nuc).slice(2)}/${String(source.day)}`
  throw new Error(`a ${type} came without a key`)
}

const concrete = (type: string, id: string): string => (type === 'Party' ? (id.startsWith('p') ? 'Person' : 'Company') : type)

/** Fields that are computed from others: how, given a way to get those. */
const COMPUTED: Readonly<Record<string, (get: (field: string, args?: object) => unknown) => unknown>> = {
  'Case.summary': (get) => `${String(get('title'))} at ${String((get('where') as Thing | null)?.name)}`,
  'Case.tens': (get) => `tens ${String(get('count', { unit: 10 }))}`,
  'Case.sevens': (get) => `sevens ${String(get('count', { unit: 7, half: true }))}`,
  'Case.load': (get) => `load ${String(get('weight'))}`,
  'Person.adult': (get) => `adult ${String(get('age'))}`,
  'Person.label': (get) => `label ${String(get('name'))}`,
  'Company.label': (get) => `label ${String(get('name'))}`,
}

/** @param isWhole the single graph computes from the true values; a subgraph only from what it was sent */
export const worldResolver =
  (isWhole: boolean) =>
  (source: Thing | undefined, args: Readonly<Record<string, unknown>>, _context: unknown, info: GraphQLResolveInfo): unknown => {
    const { fieldName } = info
    if (source === undefined) return produce(info, 'Query', 'root', fieldName, args)
    const id = identify(info.parentType.name, source)
    const type = concrete(info.parentType.name, id)
    const compute = COMPUTED[`${type}.${fieldName}`]
    if (compute)
      return compute((field, given = {}) => {
        if (!isWhole && !(field in source)) throw new Error(`${type}.${fieldName} was asked without ${field}`)
        return isWhole ? truth(type, id, field, given) : source[field]
      })
    const key = thing(type, id)[fieldName]
    return key === undefined ? produce(info, type, id, fieldName, args) : key
  }

export const worldTypeResolver = (value: Thing): string => value.__typename ?? ''

/** The values that computed fields need, without a schema at hand. */
function truth(type: string, id: string, field: string, args: object): unknown {
  if (field === 'where') {
    const place = pick(['Place'], `${type}.where`, id, {}, false)
    return place && { name: leaf('String', 'Place.name', identify('Place', place), {}, false) }
  }
  return leaf(['count', 'weight', 'age'].includes(field) ? 'Int' : 'String', `${type}.${field}`, id, args, false)
}

function produce(info: GraphQLResolveInfo, type: string, id: string, field: string, args: object): unknown {
  const build = (output: GraphQLOutputType, seed: string, isRequired: boolean): unknown => {
    if (isNonNullType(output)) return build(output.ofType, seed, true)
    if (isListType(output)) {
      if (!isRequired && hash(`${seed}?${id}`) % 7 === 0) return null
      return Array.from({ length: hash(`${seed}#${id}`) % 4 }, (_, i) => build(output.ofType, `${seed}[${i}]`, false))
    }
    const named = getNamedType(getNullableType(output))
    if (isObjectType(named) || MEMBERS[named.name]) return pick(MEMBERS[named.name] ?? [named.name], seed, id, args, isRequired)
    return isEnumType(named)
      ? hash(seed + id) % 3
        ? named.getValues()[hash(seed + id) % 2]?.name
        : null
      : leaf(named.name, seed, id, args, isRequired)
  }
  return build(info.returnType, `${type}.${field}`, false)
}

function pick(types: readonly string[], seed: string, id: string, args: object, isRequired: boolean): Thing | null {
  const h = hash(`${seed}>${id}>${JSON.stringify(sorted(args))}`)
  if (!isRequired && h % 6 === 0) return null
  const type = types[(h >>> 4) % types.length] ?? ''
  const ids = IDS[type] ?? []
  return thing(type, ids[(h >>> 8) % ids.length] ?? '')
}

function leaf(kind: string, seed: string, id: string, args: object, isRequired: boolean): unknown {
  const text = `${seed}(${JSON.stringify(sorted(args))})@${id}`
  if (!isRequired && hash(text) % 5 === 0) return null
  if (kind === 'Int') return hash(text) % 1000
  return kind === 'Boolean' ? hash(text) % 2 === 0 : text
}

const sorted = (args: object): unknown =>
  Object.entries(args)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
