import type { Command } from 'commander'
import { addEmergencyApprove } from './emergency-approve.ts'
import { addEmergencyKey } from './emergency-key.ts'
import { addEmergencyList } from './emergency-list.ts'
import { addEmergencyRequest } from './emergency-request.ts'

/** `tip-hub emergency …`: asking for what is otherwise withheld, approving it, and seeing what was opened. */
export function addEmergency(program: Command): Command {
  const emergency = program.command('emergency').description('ask for emergency access, approve it as a second person, see what was opened')
  addEmergencyRequest(emergency)
  addEmergencyApprove(emergency)
  addEmergencyList(emergency)
  addEmergencyKey(emergency)
  return emergency
}
