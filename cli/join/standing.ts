import { setTimeout as sleep } from 'node:timers/promises'
import pc from 'picocolors'
import type { MembershipAnswer } from '../../schema/index.ts'
import { printable } from '../screen.ts'

const LOOK_MS = 1_000

/**
 * Asks again and again until the records are part of the graph, or the hub says why they are not.
 *
 * @param seconds patience; 0 asks once
 */
export async function untilComposed(ask: () => Promise<MembershipAnswer>, seconds: number): Promise<MembershipAnswer> {
  const until = performance.now() + seconds * 1_000
  for (;;) {
    const answer = await ask()
    const { isComposed, problems, reachability } = answer.standing
    const isSettled = reachability === 'REACHABLE' && (isComposed || problems.length > 0)
    if (isSettled || performance.now() >= until) return answer
    await sleep(LOOK_MS)
  }
}

/** In words that the officer can act on. */
export function standingText({ agency, isMember, standing }: MembershipAnswer, folder: string): string {
  if (!isMember) return `${agency} is no member of this hub`
  const problems = standing.problems.map(
    ({ where, what, remedy }) => `${pc.red('problem')} ${printable(where === '' ? what : `${where}: ${what}`)}\n  ${printable(remedy)}`,
  )
  if (standing.reachability !== 'REACHABLE')
    return [
      `${pc.yellow('not reached')} ${agency} is a member; the hub does not reach its adapter yet`,
      `  Start it: tip-hub serve ${folder}; and see that the hub's machine may open a connection to the address that you named`,
      ...problems,
    ].join('\n')
  return [
    standing.isComposed
      ? `${pc.green('joined')} the records of ${agency} are part of the graph`
      : `${pc.yellow('waiting')} the hub reaches the adapter of ${agency}; its records are not part of the graph yet`,
    ...problems,
  ].join('\n')
}
