/** `npm run soak -- --minutes 30 --seed 1 --askers 3`, `npm run soak -- --overload`: see docs/operations.md. */
import { parseArgs } from 'node:util'
import { runOverload } from './overload.ts'
import { runSoak, type SoakReport } from './run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    askers: { type: 'string', default: '3' },
    overload: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '30' },
    times: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const wrongUse = (what: string): never => {
  console.error(`soak: ${what}`)
  process.exit(2)
}

const inShort = ({ requests, partial, refused, broken, records, wrong, leaked }: SoakReport): string =>
  `${requests} answered, ${partial} partial, ${refused} refused, ${broken} broken off; ${records} records checked: ${wrong} wrong, ${leaked} leaked`

/** @returns whether all is well */
async function soak(): Promise<boolean> {
  const [minutes, seed, askers] = [Number(values.minutes), Number(values.seed), Number(values.askers)]
  if (!(minutes > 0) || !Number.isSafeInteger(seed) || !Number.isSafeInteger(askers) || askers < 1)
    return wrongUse('--minutes is more than 0; --seed and --askers are whole numbers')
  console.error(`soak: ${minutes} min, seed ${seed}, ${askers} askers; starting the hub in processes of its own`)
  const report = await runSoak({ minutes, seed, askers, onProgress: (now) => console.error(inShort(now)) })
  if (values.json) console.log(JSON.stringify(report, null, 2))
  else {
    console.log(`${inShort(report)}, ${report.unaudited} unaudited`)
    console.log(
      report.recoveredMs === null ? 'not whole again after the last fault' : `whole again ${report.recoveredMs} ms after the last fault`,
    )
    for (const [fault, count] of Object.entries(report.faults)) console.log(`  ${count} × ${fault}`)
    console.log(
      'memory in MB (longest life of each): resident, the most of it, its own, proportional; growth of its own in the second half (95 % confidence)',
    )
    for (const { name, last, mostResident, slopeMbPerHour, lowMbPerHour, highMbPerHour, samples } of report.memory) {
      const now = [last.resident, mostResident, last.own, last.proportional].map((mb) => mb.toFixed(0).padStart(4)).join(' ')
      const perHour = `${slopeMbPerHour.toFixed(1)} an hour [${lowMbPerHour.toFixed(1)}, ${highMbPerHour.toFixed(1)}]`
      console.log(`  ${name.padEnd(14)} ${now}   ${perHour} over ${samples} samples`)
    }
    for (const finding of report.findings) console.log(finding)
  }
  return report.wrong + report.leaked + report.unaudited === 0 && report.recoveredMs !== null && report.requests > 0
}

/** @returns whether nobody was lost; how long anything took is judged by people, on a machine that does nothing else */
async function overload(): Promise<boolean> {
  const [seconds, times] = [Number(values.seconds), Number(values.times)]
  if (!(seconds >= 1) || !(times > 1)) return wrongUse('--seconds is 1 or more, --times more than 1')
  console.error(`soak: ${times} × what is served, ${seconds} s; starting the hub in processes of its own`)
  const report = await runOverload({ seconds, times })
  const { served } = report
  if (values.json) console.log(JSON.stringify(report, null, 2))
  else {
    const ms = (value: number): string => `${value.toFixed(0)} ms`
    console.log(`served   ${served.perSecond.toFixed(1)} a second to a few, p50 ${ms(served.p50Ms)}, p99 ${ms(served.p99Ms)}`)
    console.log(`offered  ${report.offeredPerSecond.toFixed(1)} a second, ${report.offered} in all`)
    console.log(`accepted ${report.accepted}, p50 ${ms(report.acceptedP50Ms)}, p99 ${ms(report.acceptedP99Ms)}`)
    console.log(`refused  ${report.refused}, p50 ${ms(report.refusedP50Ms)}; ${report.withoutRetryAfter} without Retry-After`)
    console.log(`lost     ${report.lost}; ${report.unrecorded} answers not on record`)
    console.log(
      report.recoveredMs === null ? 'not answering as usual afterwards' : `as usual ${report.recoveredMs} ms after the last question`,
    )
  }
  return report.lost + report.unrecorded + report.withoutRetryAfter === 0 && report.accepted > 0 && report.recoveredMs !== null
}

const isWell = await (values.overload ? overload() : soak())
process.exit(isWell ? 0 : 1)
