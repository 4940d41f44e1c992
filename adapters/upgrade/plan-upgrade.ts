import { isMap, parseDocument } from 'yaml'
import { CannotMigrate, CURRENT_VERSION, MIGRATIONS, type Migration } from './migrations.ts'

/** What an upgrade would do to the text of one file. */
export type UpgradePlan =
  | { readonly state: 'current'; readonly version: number }
  | {
      readonly state: 'old'
      readonly from: number
      readonly to: number
      /** What each step changes. */
      readonly steps: readonly string[]
      readonly text: string
    }
  | { readonly state: 'impossible'; readonly problem: string }

export interface UpgradeSteps {
  /** @default all that were released */
  readonly migrations?: readonly Migration[]
  /** @default the form that this program reads */
  readonly current?: number
}

/**
 * Brings the text of an `agency.yaml` to the present form, step by step. Pure: nothing is read and nothing written.
 *
 * @param text as a person wrote it
 */
export function planUpgrade(text: string, { migrations = MIGRATIONS, current = CURRENT_VERSION }: UpgradeSteps = {}): UpgradePlan {
  const document = parseDocument(text, { uniqueKeys: true, merge: false, version: '1.2', stringKeys: true })
  if (document.errors.length > 0 || !isMap(document.contents))
    return { state: 'impossible', problem: 'agency.yaml is not valid YAML; tip-hub check says where' }
  const from = document.get('version')
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 1)
    return { state: 'impossible', problem: 'agency.yaml says no version; write `version: 1` at its top' }
  if (from > current)
    return {
      state: 'impossible',
      problem: `agency.yaml is of version ${from}, and this program reads ${current}; install the newer program`,
    }
  if (from === current) return { state: 'current', version: current }

  const steps: string[] = []
  for (let version = from; version < current; version++) {
    const step = migrations.find((migration) => migration.from === version)
    if (!step) return { state: 'impossible', problem: `nothing leads from version ${version} to ${version + 1}: this program is not whole` }
    try {
      step.migrate(document)
    } catch (thrown) {
      if (!(thrown instanceof CannotMigrate)) throw thrown
      return { state: 'impossible', problem: `from version ${version} to ${version + 1}: ${thrown.message}` }
    }
    document.set('version', version + 1)
    steps.push(step.what)
  }
  return { state: 'old', from, to: current, steps, text: document.toString({ lineWidth: 0 }) }
}
