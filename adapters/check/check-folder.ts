import { checkPolicy } from '../../schema/index.ts'
import { type InspectedFolder, type InspectOptions, inspectAgencyFolder } from '../load-agency.ts'
import { MSSQL_NOTE } from '../mssql/engine.ts'
import type { CheckStage, Finding } from './finding.ts'

const STATUSES = new Set(['approved', 'proposed', 'rejected', 'ignored'])

/** The stages that need no database: the form of the files, the shared language, the policy. */
export const checkFolder = async (
  folder: string,
  options: InspectOptions = {},
): Promise<{
  readonly inspected: InspectedFolder
  readonly findings: readonly Finding[]
  /** The stages that were reached: what the files do not say whole is not judged further. */
  readonly reached: readonly CheckStage[]
}> => {
  const inspected = await inspectAgencyFolder(folder, options)
  const { file, model, problems, placeOf } = inspected
  const findings: Finding[] = problems.map(({ path, message, remedy }) => ({
    stage: file && !/^codes\/[^:]*:\d+$/.test(path) ? 'vocabulary' : 'file',
    severity: 'error',
    code: file ? 'MAPPING_INVALID' : 'FILE_INVALID',
    // A file that is not read as a whole says itself where it fails.
    where: file ? placed(placeOf, path) : path,
    what: message,
    remedy,
  }))
  if (model && file)
    findings.push(
      ...checkPolicy(model, file).map(
        ({ code, path, what, remedy }): Finding => ({
          stage: 'policy',
          severity: 'warning',
          code,
          where: placed(placeOf, path),
          what,
          remedy,
        }),
      ),
    )
  const [todo] = inspected.todos
  if (todo !== undefined)
    findings.push({
      stage: 'file',
      severity: 'warning',
      code: 'TODO_OPEN',
      where: `agency.yaml:${todo}`,
      what:
        inspected.todos.length === 1
          ? 'a todo waits for a person'
          : `${inspected.todos.length} todos wait for a person, in lines ${inspected.todos.slice(0, 20).join(', ')}${inspected.todos.length > 20 ? ' …' : ''}`,
      remedy: 'settle each, and take its todo away',
    })
  if (file?.source.engine === 'mssql')
    findings.push({
      stage: 'file',
      severity: 'warning',
      code: 'ENGINE_NOT_RUN',
      where: placed(placeOf, 'source.engine'),
      what: MSSQL_NOTE,
      remedy: 'copy the mapped tables into PostgreSQL or MariaDB each night, or export them as files, and name that as the source',
    })
  for (const [name, rows] of inspected.codeMaps) {
    const waiting = rows.filter(({ status }) => status === 'proposed').length
    if (waiting > 0)
      findings.push({
        stage: 'vocabulary',
        severity: 'info',
        code: 'CODES_PROPOSED',
        where: `codes/${name}.csv`,
        what: `${waiting} of ${rows.length} rows wait for a person; until then their codes are shown as not mapped`,
        remedy: 'correct the target and write approved, name and date',
      })
    for (const [index, { status }] of rows.entries())
      if (!STATUSES.has(status))
        findings.push({
          stage: 'vocabulary',
          severity: 'warning',
          code: 'CODE_STATUS_UNKNOWN',
          where: `codes/${name}.csv:${index + 2}`,
          what: `the status is none of ${[...STATUSES].join(', ')}, so the row serves nothing`,
          remedy: 'write approved, or proposed until somebody has decided',
        })
  }
  return { inspected, findings, reached: file === undefined ? ['file'] : model ? ['file', 'vocabulary', 'policy'] : ['file', 'vocabulary'] }
}

/** The place with the dotted path, so that a person finds it in either way. */
const placed = (placeOf: InspectedFolder['placeOf'], path: string): string => {
  const place = placeOf(path)
  return place === path ? path : `${place} ${path}`
}
