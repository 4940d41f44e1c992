import type { FieldDefinition, Vocabulary } from '../../schema/index.ts'
import { MAPPING_EXAMPLES } from './mapping-examples.ts'
import { type MappingKey, mappingKeys, type Shape } from './mapping-keys.ts'
import { code, page, table } from './markdown.ts'

const INTRODUCTION = `# The agency file, key by key

Every key of \`agency.yaml\`: what it takes, what holds where you leave it out, and how it is written. A key that is not here is an error, so a misspelt one is told.
Begin with [connecting your database](connect.md); this page is for looking things up. Fields and kinds are those of the
[vocabulary](../reference/vocabulary.md), shared codes those of the [code lists](../reference/code-lists.md).

A name between \`<…>\` is yours to choose or comes from the vocabulary. \`[]\` is an entry of a list. Names of tables and columns stand exactly as the database writes them.
A key marked **needed** must be there wherever the keys beside it are.`

interface Section {
  readonly title: string
  readonly at: string
  readonly intro: string
}

/** In the order of the page. A key belongs to the longest path that it begins with. */
const SECTIONS: readonly Section[] = [
  { title: 'The file', at: '', intro: 'At the left margin of `agency.yaml`.' },
  {
    title: 'Where the data are',
    at: 'source.',
    intro:
      'One of five engines; which variable is needed goes by the engine. The address stands in the variable, never in the file. A table of a file engine: next section.',
  },
  {
    title: 'Files as tables',
    at: 'source.tables.<table>.',
    intro: 'For `engine: files`: each file becomes one table, and nested JSON more.',
  },
  { title: 'What it may cost', at: 'limits.', intro: 'Bounds for your database, and for what leaves it.' },
  { title: 'Records', at: 'records.<Kind>.', intro: 'Under the name of a kind of the vocabulary, e.g. `VictimRecord`.' },
  {
    title: 'Which rows',
    at: 'records.<Kind>.only.<column>.',
    intro: 'A test of one column. A bare value is also a test: `anulado: N`. All tests of `only` must hold.',
  },
  {
    title: 'Fields',
    at: 'records.<Kind>.fields.<field>.',
    intro:
      'How one field is read. A bare name is a column read as text. The parts combine in this order: `path`, `split`, `pattern`, then one conversion. Instead of `column` a field may be `value`, `flags`, `firstOf`, `names` or `documents`; the entries of `firstOf` and `names` take the keys of this section.',
  },
  {
    title: 'Consents',
    at: 'consents.',
    intro: 'Without this part no condition on a consent ever holds. `scope`, `state` and `until` take the keys of a [field](#fields).',
  },
  {
    title: 'Policy',
    at: 'policy.',
    intro: 'By example, with what each rule opens and closes: [writing a policy](policy.md). A rule either permits or forbids.',
  },
]

/** The page of keys of the agency file: one table each section, and the vocabulary's fields by the conversion that they need. */
export const mappingPage = (schema: Shape, vocabulary: Vocabulary): string => {
  const keys = mappingKeys(schema)
  return page(INTRODUCTION, ...SECTIONS.map((section) => sectionText(section, keys)), CONDITIONS, typesText(vocabulary), CODES)
}

const sectionOf = ({ path }: MappingKey): string =>
  SECTIONS.filter(({ at }) => path.startsWith(at)).toSorted((a, b) => b.at.length - a.at.length)[0]?.at ?? ''

const sectionText = ({ title, at, intro }: Section, keys: readonly MappingKey[]): string => {
  const own = keys.filter((key) => sectionOf(key) === at)
  const rows = own.map(({ path, type, isNeeded, preset, meaning }) => [
    code(path.slice(at.length)),
    type,
    isNeeded ? 'needed' : (preset ?? ''),
    code(MAPPING_EXAMPLES[path]),
    meaning,
  ])
  return `## ${title}\n\n${intro}\n\n${table(['Key', 'Takes', 'If left out', 'Example', 'Meaning'], rows)}`
}

const CONDITIONS = `## Conditions

In \`when\` of a rule, or under a name in \`conditions\`. What is not recorded fulfils no test.

${table(
  ['Written', 'Holds where'],
  [
    ['`name-of-a-condition`', 'that condition holds'],
    ['`{ all: […] }`, `{ any: […] }`, `{ not: … }`', 'all of them, one of them, or it does not'],
    ['`{ consent: REF }`', 'the person agreed to that and it has not ended'],
    ['`{ involvement: received }`', 'you referred the person to whoever asks, and it is open; `made`: they to you; `either`'],
    ['`{ CaseRecord.stage: [S30, S50] }`', 'the field has one of these codes'],
    ['`{ CaseRecord.inquirySecret: false }`', 'the field says so'],
    ['`{ CaseRecord.reportedDate: { withinDays: 90 } }`', 'the date is that near; also `before`, `after`'],
  ],
)}`

/** What a field of each type of the vocabulary is written with. */
const WRITTEN: Readonly<Record<FieldDefinition['type'], string>> = {
  text: '`column`, or the bare name of the column',
  code: '`codes`, or `value` with a shared code',
  date: '`date`, and where needed `months`, `precision`',
  boolean: '`yes` and `no`',
  int: '`measure`',
  money: '`measure: decimal`',
  nuc: '`format: nuc`',
  names: '`name`, or `names` for several',
  documents: '`documents`',
}

const typesText = ({ kinds }: Vocabulary): string => {
  const fields = Object.values(kinds).flatMap(({ name, fields: own }) =>
    Object.entries(own).map(([field, { type }]) => ({ type, coordinate: `${name}.${field}` })),
  )
  const rows = [...Map.groupBy(fields, ({ type }) => type)].map(([type, own]) => [
    code(type),
    WRITTEN[type],
    `${own
      .slice(0, 4)
      .map(({ coordinate }) => code(coordinate))
      .join(', ')}${own.length > 4 ? ` and ${own.length - 4} more` : ''}`,
  ])
  return `## Which conversion a field wants\n\nBy the type of the field in the vocabulary.\n\n${table(['Type', 'Write', 'Fields'], rows)}`
}

const CODES = `## Code maps

\`codes/<list>.csv\`, one line for each code of yours, with the header \`source,target,relation,status,by,date,note\`.

${table(
  ['Column', 'Holds'],
  [
    ['`source`', 'your code, as it stands in the cell'],
    ['`target`', 'the shared code; empty with `noMatch`'],
    ['`relation`', '`exactMatch`, `closeMatch`, `broadMatch`, `narrowMatch` or `noMatch`'],
    ['`status`', '`approved` serves; `proposed` waits for a person; `rejected` and `ignored` serve nothing'],
    ['`by`, `date`, `note`', 'who decided, when, why: for people'],
  ],
)}`
