import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { installPeers } from './harness/install-peers.ts'
import { machine } from './harness/machine.ts'
import { SECTIONS, type SectionOptions } from './rows/sections.ts'

const USAGE = `usage: npm run bench -- [--quick] [--only ${SECTIONS.map(({ name }) => name).join(',')}] [--json FILE] [--profile FOLDER] [--scales 1,100] [--minutes N]

  --quick           a minute instead of ten, without growth and memory: everything runs and answers alike; the figures mean little
  --only NAMES      some of the sections
  --json FILE       the figures as JSON, too
  --scales SIZES    sizes of the world for growth (default 1,100; 1000 takes long to fill)
  --minutes N       of load for memory (default 1.5)
  --profile FOLDER  has Node write a CPU profile of each of our servers there (node bench/picture.ts makes a picture of one)`

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'string' },
    scales: { type: 'string' },
    minutes: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const names = values.only?.split(',') ?? SECTIONS.filter(({ isLong }) => !(values.quick && isLong)).map(({ name }) => name)
const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name))
if (values.help || unknown.length > 0) {
  console.error(unknown.length > 0 ? `there is no section ${unknown.join(', ')}\n${USAGE}` : USAGE)
  process.exit(unknown.length > 0 ? 2 : 0)
}

const tell = (what: string): void => console.error(what)
const missing = installPeers(tell)
if (missing !== undefined) tell(`nothing to compare with: ${missing}`)

const startedAt = performance.now()
const results: Record<string, unknown> = { machine: machine(), isQuick: values.quick }
const options: SectionOptions = {
  isQuick: values.quick,
  withPeers: missing === undefined,
  profileFolder: values.profile,
  scales: values.scales?.split(',').map(Number),
  minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  tell,
}
console.log(`${JSON.stringify(results.machine)}\n`)
for (const { name, title, run } of SECTIONS) {
  if (!names.includes(name)) continue
  tell(`${name} …`)
  const { text, json } = await run(options)
  results[name] = json
  console.log(`## ${title}\n\n${text}\n`)
}
tell(`${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes; load ${(loadavg()[0] ?? 0).toFixed(1)}`)
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`)
