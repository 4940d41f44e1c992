import type { Proposal } from '../../adapters/index.ts'
import type { FileTable, Source } from '../../schema/index.ts'
import { consentLines, recordLines } from './record-text.ts'
import { comment, indented, inline } from './yaml-text.ts'

/** Who the institution is, and where its data are. The address itself never comes this far. */
export interface Identity {
  readonly agency: string
  readonly names: { readonly en?: string | undefined; readonly pt?: string | undefined; readonly tet?: string | undefined }
  readonly source: Source
  /** PostgreSQL: schema whose tables need no prefix. */
  readonly searchSchema?: string | undefined
}

/** A whole `agency.yaml` that shares nothing. */
export const newFile = ({ agency, names, source, searchSchema }: Identity, proposal: Proposal): string =>
  [
    comment(
      "Proposed by `tip-hub init` from the database's own catalogue. Nothing is shared: policy.rules is empty until somebody writes a rule.",
    ),
    comment('Every `todo:` is for a person. The numbers tell how well names, types and codes fit, from 0 to 1; not that they are right.'),
    'version: 1',
    `agency: ${inline(agency)}`,
    names.en === undefined || names.pt === undefined ? `name: ${comment("todo: the institution's name, as people know it")}` : 'name:',
    `  en: ${inline(names.en ?? agency)}`,
    `  pt: ${inline(names.pt ?? names.en ?? agency)}`,
    ...(names.tet === undefined ? [] : [`  tet: ${inline(names.tet)}`]),
    '',
    ...sourceLines(source),
    `nulls: ${inline(proposal.nulls)} ${comment('todo: placeholders that mean "not recorded", such as N/A or 01/01/1900')}`,
    '',
    ...(proposal.records.length === 0 ? ['records: {}'] : ['records:']),
    ...proposal.records.flatMap((record) => [...indented(recordLines(record, searchSchema), '  '), '']),
    ...(proposal.consents.length === 0 ? [] : [...consentLines(proposal.consents, searchSchema), '']),
    'policy:',
    '  version: 1',
    `  rules: [] ${comment('todo: who may see what, for which purpose, and why; see docs/agency')}`,
    '',
  ].join('\n')

export const tableLine = (name: string, table: FileTable): string => `${inline(name)}: ${inline(trimmed(table))}`

function sourceLines(source: Source): readonly string[] {
  if (source.engine !== 'files') return [`source: ${inline(source)}`]
  const { tables, ...rest } = source
  return [
    'source:',
    ...Object.entries(rest).map(([key, value]) => `  ${key}: ${inline(value)}`),
    `  tables: ${comment('todo: check encoding, separator and header of each file; they are not guessed again')}`,
    ...Object.entries(tables).map(([name, table]) => `    ${tableLine(name, table)}`),
  ]
}

/** Without what does not apply to the format, and without defaults. */
function trimmed({ file, format, encoding, separator, sheet, headerHas, fillDown, items, unnest }: FileTable): object {
  return {
    file,
    format,
    ...(format === 'xlsx' ? {} : { encoding }),
    ...(format === 'csv' ? { separator } : {}),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerHas === undefined ? {} : { headerHas }),
    ...(fillDown.length === 0 ? {} : { fillDown }),
    ...(items === undefined ? {} : { items }),
    ...(Object.keys(unnest).length === 0 ? {} : { unnest }),
  }
}
