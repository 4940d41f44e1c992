/** `npm run soak -- --minutes 30 --seed 1 --askers 3`: see docs/operations.md. */
import { parseArgs } from 'node:util'
import { runSoak, type SoakReport } from './run.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    askers: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
})
const [minutes, seed, askers] = [Number(values.minutes), Number(values.seed), Number(values.askers)]
if (!(minutes > 0) || !Number.isSafeInteger(seed) || !Number.isSafeInteger(askers) || askers < 1) {
  console.error('soak: --minutes is more than 0; --seed and --askers are whole numbers')
  process.exit(2)
}

const inShort = ({ requests, partial, refused, broken, records, wrong, leaked }: SoakReport): string =>
  `${requests} answered, ${partial} partial, ${refused} refused, ${broken} broken off; ${records} records checked: ${wrong} wrong, ${leaked} leaked`

console.error(`soak: ${minutes} min, seed ${seed}, ${askers} askers; starting the hub in processes of its own`)
const report = await runSoak({ minutes, seed, askers, onProgress: (now) => console.error(inShort(now)) })

if (values.json) console.log(JSON.stringify(report, null, 2))
else {
  console.log(`${inShort(report)}, ${report.unaudited} unaudited`)
  console.log(
    report.recoveredMs === null ? 'not whole again after the last fault' : `whole again ${report.recoveredMs} ms after the last fault`,
  )
  for (const [fault, count] of Object.entries(report.faults)) console.log(`  ${count} × ${fault}`)
  console.log('memory (longest life of each; 95 % confidence)')
  for (const { name, lastMb, slopeMbPerHour, lowMbPerHour, highMbPerHour, samples } of report.memory)
    console.log(
      `  ${name.padEnd(14)} ${lastMb.toFixed(0)} MB, ${slopeMbPerHour.toFixed(1)} MB/h [${lowMbPerHour.toFixed(1)}, ${highMbPerHour.toFixed(1)}] over ${samples} samples`,
    )
  for (const finding of report.findings) console.log(finding)
}
const isWell = report.wrong + report.leaked + report.unaudited === 0 && report.recoveredMs !== null && report.requests > 0
process.exit(isWell ? 0 : 1)
