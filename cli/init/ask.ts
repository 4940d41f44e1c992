import { cancel, confirm, isCancel, password, text } from '@clack/prompts'
import { UsageError } from '../usage-error.ts'

/** Questions are asked on a terminal only, on standard error, and each has a flag. */
export const mayAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true

const screen = { output: process.stderr }

const answered = <T>(answer: T): Exclude<T, symbol> => {
  if (isCancel(answer) || typeof answer === 'symbol') {
    cancel('nothing was written', screen)
    throw new UsageError('stopped')
  }
  return answer as Exclude<T, symbol> // no symbol: checked above
}

const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
export const isAgencyCode = (code: string): boolean => CODE.test(code)

export const askAgency = async (): Promise<string> =>
  answered(
    await text({
      ...screen,
      message: 'Code of the institution in the register of agencies',
      placeholder: 'pntl',
      validate: (code) => (code !== undefined && isAgencyCode(code) ? undefined : 'small letters, figures and hyphens, e.g. pntl'),
    }),
  )

/** Masked, for an address may hold a password. */
export const askAddress = async (): Promise<string> =>
  answered(
    await password({
      ...screen,
      message: 'Where are the data? postgres://…, mysql://…, a SQLite file, or a folder of files (is not shown and not written down)',
      validate: (address) => (address === undefined || address === '' ? 'give an address' : undefined),
    }),
  )

export const askName = async (language: string): Promise<string> =>
  answered(
    await text({
      ...screen,
      message: `Name of the institution in ${language}`,
      validate: (name) => (name === undefined || name.trim() === '' ? 'give a name' : undefined),
    }),
  )

export const askToWrite = async (folder: string, files: readonly string[]): Promise<boolean> =>
  answered(await confirm({ ...screen, message: `Write ${files.join(', ')} into ${folder}?` }))
