import type { AgencyModel } from '../../schema/index.ts'

/** What to set where a file or a folder is read instead of a server asked: no database is there to refuse a column. */
export const fileNotes = ({ source }: AgencyModel, role: string): readonly string[] => {
  const shared = [
    `Run the adapter as a system user of its own (${role}), which owns no file and may read only what it is given.`,
    'Whoever reads the file reads all of it: no right on a column exists here. Keep columns that the mapping does not name out of it, at the export or in a copy.',
  ]
  if (source.engine === 'files')
    return [
      ...shared,
      `The folder in ${source.folderEnv}: owned by the agency, group ${role}, folder 0750, files 0640 (chmod 0750 FOLDER; chmod 0640 FOLDER/*).`,
      `The adapter opens no other file than: ${[...new Set(Object.values(source.tables).map(({ file }) => file))].join(', ')}.`,
    ]
  const name = 'pathEnv' in source ? source.pathEnv : 'the file'
  return [
    ...shared,
    `The file in ${name}: owned by the agency, group ${role}, 0640; its folder 0750. The adapter opens it read-only.`,
    'A database in WAL mode wants its -wal and -shm files readable too; give the adapter a copy (sqlite3 SOURCE ".backup COPY") where that cannot be.',
  ]
}
