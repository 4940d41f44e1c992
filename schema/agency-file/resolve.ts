import { vocabulary as current, type Vocabulary } from '../vocabulary/kinds.ts'
import { RECORD_KIND_NAMES, type RecordKindName } from '../vocabulary/types.ts'
import type { AgencyFile } from './agency-file.ts'
import { isOfInstitution } from './institution.ts'
import type { AgencyModel, RecordModel } from './model.ts'
import { resolveConsents } from './resolve-consents.ts'
import type { FolderContents, ResolveContext } from './resolve-context.ts'
import { resolveEmergency } from './resolve-emergency.ts'
import { resolvePolicy } from './resolve-policy.ts'
import { type Problem, Problems } from './resolve-problems.ts'
import { resolveRecord } from './resolve-record.ts'

/**
 * Makes the model that engines and subgraphs work from: shorthands written out, code maps read, policy compiled.
 *
 * A plain column takes the default conversion of its field's type: `date` the native type, `code` the map `codes/<list>.csv` or, where
 * there is none, shared codes as they are; yes/no the usual words.
 *
 * @param file as the zod schema has checked it
 * @returns the model, or every problem found
 */
export const resolveAgencyFile = (
  file: AgencyFile,
  contents: FolderContents,
  vocabulary: Vocabulary = current,
): { readonly model: AgencyModel } | { readonly problems: readonly Problem[] } => {
  const problems = new Problems()
  const context: ResolveContext = { ...contents, file, vocabulary, problems, resolved: new Map() }
  if (file.vocabulary > vocabulary.version)
    problems.add(
      'vocabulary',
      `version ${file.vocabulary} is newer than this program knows`,
      `update the program, or write ${vocabulary.version}`,
    )
  if (file.institution !== undefined && !isOfInstitution(file.agency, file.institution))
    problems.add(
      'institution',
      `an adapter of "${file.institution}" has a code that begins with it`,
      `write the institution that ${file.agency} is part of, or leave it out; for "${file.institution}" the code would be like ${file.institution}-${file.agency}`,
    )

  const records = new Map<RecordKindName, RecordModel>()
  for (const kind of RECORD_KIND_NAMES) {
    const written = file.records[kind]
    if (written) records.set(kind, resolveRecord(context, kind, written))
  }
  const consents = resolveConsents(context)
  const policy = resolvePolicy({ ...context, records })
  const emergency = resolveEmergency(file)
  if (problems.all.length > 0) return { problems: problems.all }

  const { agency, institution = agency, name, source, limits } = file
  return {
    model: {
      agency,
      institution,
      typePrefix: typePrefixOf(agency),
      name: { en: name.en, pt: name.pt, ...(name.tet === undefined ? {} : { tet: name.tet }) },
      vocabulary,
      source,
      limits,
      nulls: new Set(['', ...file.nulls.map((text) => text.trim())]),
      records,
      consents,
      policy,
      ...(emergency ? { emergency } : {}),
    },
  }
}

/** `mssi-adults` -> `MssiAdults`. */
const typePrefixOf = (agency: string): string =>
  agency
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
