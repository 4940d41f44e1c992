import {
  type AgencyDescription,
  type AgencyProblem,
  CODE_LIST_NAMES,
  type CodeList,
  type CodeListName,
  codeLists,
  HubError,
  isCodeListName,
  resolveLabel,
} from '../../../schema/index.ts'
import { viewerOf } from '../context.ts'
import { type Directory, heldKinds } from '../directory.ts'
import { AGENCY_STATUS } from '../request.ts'
import type { HubBuilder } from './builder.ts'

/** The commission that coordinates the institutions. */
const COORDINATOR = 'klatu'

const institutionOf = ({ agencies }: Directory, code: string): string => agencies.find(({ agency }) => agency === code)?.institution ?? code

const LANGUAGES = { EN: 'en', PT: 'pt', TET: 'tet' } as const
type LanguageName = keyof typeof LANGUAGES

/** What is public: the agencies, the code lists; and `me`. @returns the enum of languages, for others that speak them */
export function addReferenceFields(builder: HubBuilder): LanguageRef {
  const Language = builder.enumType('Language', {
    description: 'Language of labels. Where one is missing: Tetum falls back to Portuguese, Portuguese to English.',
    values: { EN: { description: 'English.' }, PT: { description: 'Portuguese.' }, TET: { description: 'Tetum.' } },
  })
  addAgencies(builder, Language)
  addCodeLists(builder, Language)
  addMe(builder)
  return Language
}

export type LanguageRef = ReturnType<typeof languageRefType>
const languageRefType = (builder: HubBuilder) => builder.enumType('Language', { values: ['EN', 'PT', 'TET'] as const })
export const languageOf = (name: string | null | undefined) => LANGUAGES[(name ?? 'EN') as LanguageName] // a value of the enum

function addAgencies(builder: HubBuilder, Language: LanguageRef): void {
  const Status = builder.enumType('AgencyStatus', {
    description: 'Whether the hub reached the agency when it last tried.',
    values: AGENCY_STATUS,
  })
  const Problem = builder.objectRef<AgencyProblem>('AgencyProblem').implement({
    description: "Something of an agency's database that is not what its mapping was made for.",
    fields: (t) => ({
      code: t.exposeString('code', {
        nullable: false,
        description:
          '`SCHEMA_MISMATCH`: out of service until mended. `UNKNOWN_CODE`: values that no code map names, shown as `UNMAPPED`. `DATA_OLDER`: the data reach less far than they did, as after the restore of an old backup. `KEY_LOST`, `INDEX_LOST`: the database lost them.',
      }),
      kind: t.exposeString('kind', { nullable: false, description: 'Record kind.' }),
      field: t.exposeString('field', { nullable: true, description: 'Field; null where the whole kind is meant.' }),
      since: t.exposeString('since', { nullable: false, description: 'When the agency first saw it, in UTC.' }),
    }),
  })
  const Agency = builder.objectRef<AgencyDescription>('Agency').implement({
    description: 'An institution that shares records through this hub, by its own adapter.',
    fields: (t) => ({
      code: t.string({ nullable: false, description: 'Short code, as in all answers.', resolve: ({ agency }) => agency }),
      name: t.string({
        nullable: true,
        description: 'Its name.',
        args: { lang: t.arg({ type: Language, defaultValue: 'EN' }) },
        resolve: ({ name }, { lang }) => name[languageOf(lang)] ?? name.pt,
      }),
      institution: t.exposeString('institution', {
        nullable: false,
        description: 'Code of the institution; one may run several adapters.',
      }),
      kinds: t.stringList({
        nullable: false,
        description: 'Record kinds that it holds.',
        resolve: ({ kinds }) => heldKinds(kinds).map(([kind]) => kind),
      }),
      status: t.field({
        type: Status,
        nullable: true,
        description: 'Whether the hub reached it when it last tried. Needs a token.',
        resolve: ({ agency }, _args, context) => {
          viewerOf(context)
          return context.request.agencyStatus?.(agency) ?? 'UNKNOWN'
        },
      }),
      policyVersion: t.int({
        nullable: true,
        description: 'Raised by one with every change of its policy.',
        resolve: ({ policy }) => policy.version,
      }),
      vocabularyVersion: t.exposeInt('vocabularyVersion', {
        nullable: true,
        description: 'Version of the shared language that it speaks.',
      }),
      problems: t.field({
        type: [Problem],
        nullable: true,
        description: "What of its database is not as it was mapped. For its own institution's people and for KLATU's; null for others.",
        resolve: (described, _args, { request: { viewer, agencyNow }, directory }) =>
          viewer && (directory.speaksFor(described.agency, institutionOf(directory, viewer.agency)) || viewer.agency === COORDINATOR)
            ? [...((agencyNow?.(described.agency) ?? described).problems ?? [])]
            : null,
      }),
      asOf: t.string({
        nullable: true,
        description: 'Date of the data, where they are a snapshot of files.',
        resolve: (described, _args, { request: { agencyNow } }) => (agencyNow?.(described.agency) ?? described).asOf,
      }),
    }),
  })
  builder.queryField('agencies', (t) =>
    t.field({
      type: [Agency],
      nullable: true,
      description: 'The agencies that are part of the graph, by code.',
      resolve: (_root, _args, { directory }) => [...directory.agencies],
    }),
  )
}

function addCodeLists(builder: HubBuilder, Language: LanguageRef): void {
  const CodeRef = builder.objectRef<{ readonly list: CodeListName; readonly code: CodeList['codes'][number] }>('CodeLabel').implement({
    description: 'A code of a shared list with its words.',
    fields: (t) => ({
      code: t.field({ type: 'Code', nullable: false, description: 'The code, as in records.', resolve: ({ code }) => code.code }),
      label: t.string({
        nullable: true,
        description: 'Its words in the language asked for, or in the next one that has them.',
        args: { lang: t.arg({ type: Language, defaultValue: 'EN' }) },
        resolve: ({ list, code }, { lang }) => resolveLabel(list, code.code, languageOf(lang))?.text ?? null,
      }),
      tetReview: t.string({
        nullable: true,
        description: 'How sure the Tetum label is: `attested`, `likely` or `uncertain`; null where there is none.',
        resolve: ({ code }) => code.tetReview ?? null,
      }),
      broader: t.field({
        type: 'Code',
        nullable: true,
        description: 'A more general code of the list.',
        resolve: ({ code }) => code.broader ?? null,
      }),
    }),
  })
  const List = builder.objectRef<CodeList>('CodeList').implement({
    description: 'A closed list of codes that fields of the graph take their values from.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: false, description: 'Name of the list, as in the descriptions of fields.' }),
      description: t.exposeString('description', { nullable: true, description: 'What the list is for.' }),
      source: t.exposeString('source', { nullable: true, description: 'The standard, law or publication that the codes come from.' }),
      codes: t.field({
        type: [CodeRef],
        nullable: true,
        description: 'In the order in which they are shown.',
        resolve: ({ name, codes }) => codes.map((code) => ({ list: name, code })),
      }),
    }),
  })
  builder.queryField('codeLists', (t) =>
    t.field({
      type: [List],
      nullable: true,
      description: 'The shared code lists, all or those named.',
      args: { names: t.arg.stringList({ description: 'E.g. `stage`; all where absent.' }) },
      resolve: (_root, { names }) =>
        (names ?? CODE_LIST_NAMES).map((name) => {
          const list = isCodeListName(name) ? codeLists.get(name) : undefined
          if (!list)
            throw new HubError('BAD_ARGUMENT', { argument: 'names', problem: 'names a list that is not there; leave it out to see all' })
          return list
        }),
    }),
  )
}

interface MeNode {
  readonly agency: string
  readonly roles: readonly string[]
  readonly purposes: readonly string[]
  readonly purpose: string
}

function addMe(builder: HubBuilder): void {
  const Me = builder.objectRef<MeNode>('Me').implement({
    description: 'Who you are to this hub, from your token.',
    fields: (t) => ({
      agency: t.exposeString('agency', { nullable: false, description: 'Code of your agency.' }),
      roles: t.stringList({ nullable: false, description: 'Roles that your token carries.', resolve: ({ roles }) => [...roles] }),
      purposes: t.stringList({
        nullable: false,
        description: 'Purposes that your token carries.',
        resolve: ({ purposes }) => [...purposes],
      }),
      purpose: t.exposeString('purpose', { nullable: false, description: 'The purpose of this request.' }),
    }),
  })
  builder.queryField('me', (t) =>
    t.field({
      type: Me,
      nullable: true,
      description: 'Who asks, and why, as the hub understood it.',
      resolve: (_root, _args, context) => {
        const { agency, roles, purpose } = viewerOf(context)
        return { agency, roles, purpose, purposes: context.request.purposes }
      },
    }),
  )
}
