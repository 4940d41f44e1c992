/** One institution's adapter in a process of its own: `node demo/processes/agency.ts SETTINGS-FILE`. */
import { readFile } from 'node:fs/promises'
import { startDemoAgency } from '../launch/agency.ts'
import { AgencySettings } from '../launch/settings.ts'
import { runUntilAsked } from './run-until-asked.ts'

await runUntilAsked(async (file) => startDemoAgency(AgencySettings.parse(JSON.parse(await readFile(file, 'utf8')))))
