import type { FieldDefinition, RecordKind, Vocabulary } from '../../schema/index.ts'
import { anchor, code, page, table } from './markdown.ts'

const INTRODUCTION = `# The shared vocabulary

One instance of a record kind is one row as ONE agency knows it. Only \`id\` is never null. A null field is told apart by \`gaps\`: not held, not
recorded, withheld, or a code that the mapping does not know.

**Class** is the sensitivity: 0 public, 1 non-identifying attribute, 2 case detail (need to know), 3 identifying. Class 4 (health, narrative, shelter
address, safety plans) never enters the graph and has no field here. **Owner** is the agency whose value counts when agencies differ, best
first. **HTCDS** is the name in the Human Trafficking Case Data Standard 2.0; see [credits](../../CREDITS.md). The counting **unit** is that of
IC-TIP, whose code tables are not used here.

Types: \`date\` is ISO 8601 of the precision known (\`2025-03-01\`, \`2025-03\`, \`2025\`); \`code\` is of the [list](code-lists.md) named; \`nuc\` is
\`0062/18.PDSUA\`; \`money\` is a decimal text in USD; \`[…]\` is a list.`

/** The page of record kinds: one table of fields and one of relations each. */
export const vocabularyPage = ({ version, kinds }: Vocabulary): string =>
  page(
    INTRODUCTION,
    `Version ${version}.`,
    Object.values(kinds)
      .map(({ name }) => `- [${name}](#${anchor(name)})`)
      .join('\n'),
    ...Object.values(kinds).map(section),
  )

const section = ({ name, description, fields, relations, orderBy }: RecordKind): string => {
  const rows = Object.entries(fields).map(([field, definition]) => [
    code(field),
    typeOf(definition),
    definition.codes ? `[${definition.codes}](code-lists.md#${anchor(definition.codes)})` : '',
    String(definition.class),
    definition.htcds?.split(', ').map(code).join(', ') ?? '',
    definition.owners?.join(', ') ?? '',
    definition.entity ?? '',
    definition.milestone ? `${definition.description} Milestone ${definition.milestone}.` : definition.description,
  ])
  const parts = [`## ${name}`, description, table(['Field', 'Type', 'Codes', 'Class', 'HTCDS', 'Owner', 'Unit', 'Meaning'], rows)]

  const related = Object.entries(relations)
  if (related.length > 0) {
    const relationRows = related.map(([relation, { to, many, description: meaning }]) => [code(relation), many ? `[${to}]` : to, meaning])
    parts.push(table(['Relation', 'To', 'Meaning'], relationRows))
  }
  if (orderBy.length > 0) parts.push(`Lists are ordered by ${orderBy.map(code).join(', ')}; the first is the default.`)
  return parts.join('\n\n')
}

const typeOf = ({ type, list }: FieldDefinition): string => (list ? `[${type}]` : type)
