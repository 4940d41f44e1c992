/** The gateway in a process of its own: `node demo/processes/gateway.ts SETTINGS-FILE`. */
import { readFile } from 'node:fs/promises'
import { startGateway } from '../../gateway/index.ts'
import { runUntilAsked } from './run-until-asked.ts'

await runUntilAsked(async (file) => startGateway(JSON.parse(await readFile(file, 'utf8'))))
