import {
  type AgencyDescription,
  type HeldPolicy,
  HubError,
  type MatrixCell,
  type MatrixRow,
  matrixFor,
  type Purpose,
  RECORD_KIND_NAMES,
  readPolicy,
  recipientsOf,
  type Viewer,
  viewerOf,
} from '../../../schema/index.ts'
import type { Directory } from '../directory.ts'

/** One field that a recipient may be shown, at least in some rows or in an emergency. */
export interface FieldPermission extends Pick<MatrixRow, 'name' | 'class'>, Pick<MatrixCell, 'effect' | 'forms' | 'rules' | 'emergency'> {}

/** What one recipient may get from one agency. */
export interface RecipientPermissions {
  readonly recipient: Viewer
  readonly fields: readonly FieldPermission[]
}

export interface AgencyPermissions {
  readonly agency: string
  readonly policyVersion: number
  readonly recipients: readonly RecipientPermissions[]
}

export interface PermissionsInput {
  /** @default all */
  readonly agencies?: readonly string[] | null | undefined
  /** @default all, and the products */
  readonly kinds?: readonly string[] | null | undefined
  /** Everybody whom a rule names instead of the viewer. */
  readonly isForEveryone: boolean
  /** For everyone: only recipients with this purpose. */
  readonly purpose?: Purpose | null | undefined
}

/** Purposes whose people may see what everybody may see. */
const OVERSEEING: readonly Purpose[] = ['OVERSIGHT', 'AUDIT']

/**
 * The matrix of the agencies that are part of the graph: the viewer's own part, or all of it for those who oversee. What is withheld is not
 * listed. From the policies alone, no agency is asked.
 *
 * @param today ISO date
 * @throws {HubError} BAD_ARGUMENT for an unknown agency or kind, and where somebody who does not oversee asks for everyone
 */
export function permissionsFor(directory: Directory, viewer: Viewer, today: string, input: PermissionsInput): readonly AgencyPermissions[] {
  const { kinds, isForEveryone, purpose } = input
  if (isForEveryone && !OVERSEEING.includes(viewer.purpose))
    throw new HubError('BAD_ARGUMENT', { argument: 'everyone', problem: `is for the purposes ${OVERSEEING.join(' and ')} only` })
  const unknown = kinds?.find((kind) => !RECORD_KIND_NAMES.some((name) => name === kind))
  if (unknown !== undefined)
    throw new HubError('BAD_ARGUMENT', { argument: 'kinds', problem: `names no record kind; use some of ${RECORD_KIND_NAMES.join(', ')}` })

  return describedAgencies(directory, input.agencies).map((described) => {
    const held = heldPolicyOf(described)
    const viewers = isForEveryone
      ? recipientsOf([held.policy], today)
          .filter((recipient) => !purpose || recipient.purpose === purpose)
          .map(viewerOf)
      : [viewer]
    const rows = matrixFor(held, viewers, directory.vocabulary, today).filter(
      ({ coordinate }) => !kinds || (coordinate.kind !== undefined && kinds.includes(coordinate.kind)),
    )
    const recipients = viewers.map(
      (recipient, index): RecipientPermissions => ({
        recipient,
        fields: rows.flatMap(({ name, class: sensitivity, cells }): FieldPermission[] => {
          const cell = cells[index]
          if (!cell || (cell.effect === 'withheld' && cell.emergency.length === 0)) return []
          const { effect, forms, rules, emergency } = cell
          return [{ name, ...(sensitivity === undefined ? {} : { class: sensitivity }), effect, forms, rules, emergency }]
        }),
      }),
    )
    const { agency, version } = held.policy
    return { agency, policyVersion: version, recipients: recipients.filter(({ fields }) => !isForEveryone || fields.length > 0) }
  })
}

/** @throws {HubError} BAD_ARGUMENT where one of them is no part of the graph */
export function describedAgencies({ agencies }: Directory, named: readonly string[] | null | undefined): readonly AgencyDescription[] {
  if (named?.some((name) => !agencies.some(({ agency }) => agency === name)))
    throw new HubError('BAD_ARGUMENT', {
      argument: 'agencies',
      problem: 'name one that is no part of the graph; `agencies { code }` lists them',
    })
  return named ? agencies.filter(({ agency }) => named.includes(agency)) : agencies
}

export const heldPolicyOf = ({ policy, kinds }: AgencyDescription): HeldPolicy => ({ policy: readPolicy(policy), kinds })
