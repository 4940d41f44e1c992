import { join } from 'node:path'
import { DeniedFile } from '../../schema/index.ts'
import { DEMO_ISSUER } from '../people/token.ts'
import { readIfThere, writeWhole } from './files.ts'
import type { DemoHome } from './home.ts'

/** The file of disabled accounts that gateway and adapters of the demonstration look at. */
export const deniedFileOf = (home: DemoHome): string => join(home.state, 'denied.json')

/** Makes the file where there is none; a person who was disabled stays so over a restart. */
export async function prepareDeniedFile(home: DemoHome): Promise<string> {
  const file = deniedFileOf(home)
  if ((await readIfThere(file)) === undefined) await write(home, { version: 1, accounts: [], tokens: [] })
  return file
}

/** Disables a demo person's account, or enables it again; holds within seconds, without a restart. */
export async function setDisabled(home: DemoHome, person: string, isDisabled: boolean): Promise<void> {
  const text = await readIfThere(deniedFileOf(home))
  if (text === undefined) throw new Error('there is no demonstration here yet; start it with: npm start')
  const known = DeniedFile.parse(JSON.parse(text))
  const others = known.accounts.filter(({ issuer, subject }) => issuer !== DEMO_ISSUER || subject !== person)
  await write(home, { ...known, accounts: isDisabled ? [...others, { issuer: DEMO_ISSUER, subject: person }] : others })
}

const write = (home: DemoHome, denied: DeniedFile): Promise<void> => writeWhole(deniedFileOf(home), JSON.stringify(denied))
