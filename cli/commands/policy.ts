import type { Command } from 'commander'
import { addPolicyDiff } from './policy-diff.ts'
import { addPolicyExplain } from './policy-explain.ts'
import { addPolicyMatrix } from './policy-matrix.ts'
import { addPolicySign } from './policy-sign.ts'

/** `tip-hub policy …`: who may see what, in words; what a change does; and the director's signature. */
export function addPolicy(program: Command): Command {
  const policy = program.command('policy').description('who may see what, what a change of it does, and who signed it')
  addPolicyMatrix(policy)
  addPolicyExplain(policy)
  addPolicyDiff(policy)
  addPolicySign(policy)
  return policy
}
