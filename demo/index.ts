import { findControlAddress } from './control/address.ts'
import { askDemo } from './control/client.ts'
import type { ControlAnswer, ControlRequest } from './control/messages.ts'
import { MARKER_TABLE } from './fill/index.ts'
import { gatewaySettingsFile } from './launch/settings.ts'
import { emergencyFolderOf } from './people/approvers.ts'
import type { DemoPerson } from './people/people.ts'
import { setDisabled } from './state/denied.ts'
import { readIfThere } from './state/files.ts'
import { demoHome } from './state/home.ts'

export type { ControlAnswer, ControlRequest } from './control/messages.ts'
export { assertDemoSource } from './launch/demo-source.ts'
export { type DemoSource, demoSourceOf } from './launch/source.ts'
export { approveAsDemoPerson } from './people/approvers.ts'
export { issueDemoToken } from './people/issue.ts'
export { DEMO_PEOPLE, type DemoPerson } from './people/people.ts'
export { DEMO_ISSUER } from './people/token.ts'
export { createScratchServers, type ScratchServers } from './scratch/scratch-servers.ts'
export { DEFAULT_PORTS, type DemoPorts } from './supervisor/ports.ts'
export { type DemoOptions, startDemo } from './supervisor/start.ts'

/** Settings of the demonstration's gateway, as it was started last; undefined where none was. */
export async function readDemoGatewaySettings(home?: string): Promise<unknown> {
  const text = await readIfThere(gatewaySettingsFile(demoHome(home)))
  return text === undefined ? undefined : JSON.parse(text)
}

/**
 * Asks the demonstration that runs in this folder.
 *
 * @returns undefined where none does
 * @throws {HubError} CONFIG_INVALID where another account laid something in the place of its socket
 */
export async function askRunningDemo(request: ControlRequest, home?: string): Promise<ControlAnswer | undefined> {
  const address = await findControlAddress(demoHome(home))
  return address === undefined ? undefined : askDemo(address, request)
}

/** Folders in which the adapters of the demonstration keep their notices of emergencies, by agency. */
export const demoNoticeFolder = (agency: string, home?: string): string => emergencyFolderOf(demoHome(home), agency)

/** Disables a demo person's account, or enables it again: gateway and adapters see it within seconds. */
export const disableDemoPerson = (person: DemoPerson, isDisabled: boolean, home?: string): Promise<void> =>
  setDisabled(demoHome(home), person.name, isDisabled)

/** Tables by which a database of the demonstration says that it is one; they hold no record. */
export const DEMO_MARKS: readonly string[] = [MARKER_TABLE]
