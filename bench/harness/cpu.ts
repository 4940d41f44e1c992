import { readdirSync, readFileSync } from 'node:fs'

/** Processes that an answer takes, by part, each with all that it started: a database's backends are its children. */
export type Parts = Readonly<Record<string, readonly number[]>>

/**
 * CPU time so far by part, in milliseconds, from `/proc/<pid>/task/<tid>/schedstat` (nanoseconds; `stat` counts in steps of ten milliseconds).
 * A thread that ended takes its time with it.
 *
 * @returns NaN where the system has no such files: not Linux
 */
export function cpuMs(parts: Parts): Readonly<Record<string, number>> {
  const children = childrenOf()
  return Object.fromEntries(
    Object.entries(parts).map(([part, roots]) => [part, familiesOf(roots, children).reduce((sum, pid) => sum + cpuNs(pid), 0) / 1e6]),
  )
}

/** Memory in use by a process, in MB (10^6 bytes). */
export interface Memory {
  /** With the pages that it shares with others, program text above all. */
  readonly resident: number
  /** Its own, without any file's. */
  readonly own: number
  /** Its own and its share of what it shares; NaN where the system does not say. */
  readonly proportional: number
}

export function memoryMb(pid: number): Memory {
  const status = readOr(`/proc/${pid}/status`, '')
  const of = (text: string, name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1024) / 1e6
  return {
    resident: of(status, 'VmRSS'),
    own: of(status, 'RssAnon'),
    proportional: of(readOr(`/proc/${pid}/smaps_rollup`, ''), 'Pss'),
  }
}

function cpuNs(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [ran] = readOr(`/proc/${pid}/task/${thread}/schedstat`, '0').split(' ')
      return sum + Number(ran)
    }, 0)
  } catch {
    return process.platform === 'linux' ? 0 : Number.NaN // a backend that ended while we looked
  }
}

type Children = ReadonlyMap<number, readonly number[]>

function childrenOf(): Children {
  const children = new Map<number, number[]>()
  if (process.platform !== 'linux') return children
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // The second field is the program's name, in brackets, and may hold anything.
    const parent = Number(readOr(`/proc/${name}/stat`, '').split(') ').at(-1)?.split(' ')[1])
    const siblings = children.get(parent)
    if (siblings) siblings.push(Number(name))
    else children.set(parent, [Number(name)])
  }
  return children
}

function familiesOf(roots: readonly number[], children: Children): readonly number[] {
  const found = [...roots]
  for (let at = 0; at < found.length; at++) found.push(...(children.get(found[at] ?? -1) ?? []))
  return found
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise // it ended while we looked
  }
}
