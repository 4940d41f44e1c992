import { readdirSync, readFileSync } from 'node:fs'

/** What a server uses: its own processes, and those of a database that works for it alone while it is asked. */
export interface Pids {
  readonly own: number
  /** Whole families are counted, e.g. a database with its backends. */
  readonly families?: readonly number[]
}

/**
 * CPU time of processes so far, in milliseconds, from `/proc/<pid>/task/<tid>/schedstat` (nanoseconds; `stat` counts in steps of ten milliseconds).
 * A thread that ended takes its time with it.
 *
 * @returns NaN where the system has no such files: not Linux
 */
export function cpuMs({ own, families = [] }: Pids): { readonly all: number; readonly families: number } {
  const ofFamilies = familiesOf(families).reduce((sum, pid) => sum + cpuNs(pid), 0)
  return { all: (cpuNs(own) + ofFamilies) / 1e6, families: ofFamilies / 1e6 }
}

/** Memory in use by a process, in MB (10^6 bytes): `resident` with the pages it shares with others, `peak` at its highest. */
export function memoryMb(pid: number): { readonly resident: number; readonly peak: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const of = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6
    return { resident: of('VmRSS'), peak: of('VmHWM') }
  } catch {
    return { resident: Number.NaN, peak: Number.NaN }
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

function familiesOf(roots: readonly number[]): readonly number[] {
  if (roots.length === 0) return []
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // The second field is the program's name, in brackets, and may hold anything.
    const fields = readOr(`/proc/${name}/stat`, '').split(') ').at(-1)?.split(' ') ?? []
    const parent = Number(fields[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
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
