import { compileAgency, loadAgencyFolder, openEngine, type RecordRow } from '../../adapters/index.ts'
import { type KindAccess, type RecordKindName, TRUE, vocabulary } from '../../schema/index.ts'

/** Rows of every record that a folder maps, with all its fields, as if everything were permitted. */
export const readAll = async (folder: string, address: string): Promise<Partial<Record<RecordKindName, readonly RecordRow[]>>> => {
  const model = await loadAgencyFolder(folder)
  const { source } = model
  const variable = 'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv
  const engine = await openEngine(source, { ...model.limits, statementMs: 20_000 }, { [variable]: address }, model.agency)
  try {
    const agency = compileAgency(model, engine)
    const found: Partial<Record<RecordKindName, readonly RecordRow[]>> = {}
    for (const [kind, record] of model.records) {
      const fields = [...record.fields.keys()]
      const everything = (of: RecordKindName): KindAccess => ({
        row: TRUE,
        link: TRUE,
        cells: new Map(Object.keys(vocabulary.kinds[of].fields).map((field) => [field, [{ when: TRUE, rule: 'TEST-1' }]])),
      })
      const query = {
        kind,
        fields,
        parents: [...record.parents.keys()],
        selection: { by: 'page', filter: [], isDescending: false, isBackward: false },
        access: everything(kind),
        accessOf: everything,
        viewer: { agency: model.agency, roles: [], purpose: 'INVESTIGATION' },
        withLinkNuc: false,
      } as const
      found[kind] = await agency
        .prepare(query)
        .run({ today: '2025-06-30', first: 100 }, { signal: AbortSignal.timeout(30_000), timeoutMs: 20_000 })
    }
    return found
  } finally {
    await engine.close()
  }
}
