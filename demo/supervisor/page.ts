import pc from 'picocolors'
import { DEMO_PEOPLE } from '../people/people.ts'
import { DEMO_AGENCIES } from './agencies.ts'

const QUESTION = `{
  cases(filter: { registeredDate: { from: "2023-01-01", to: "2024-12-31" }, agencies: ["pgr"] }, first: 5) {
    nodes { stage { value } timeline { date stage agencies } discrepancies { field values { agency value } } }
  }
}`

/** What a person sees when the hub is up: addresses, people, one question, what to try next. */
export function startPage(gatewayUrl: string, urlOf: (code: string) => string | undefined): string {
  const agencies = DEMO_AGENCIES.map(
    ({ code, what }) => `  ${code.padEnd(12)} ${(urlOf(code) ?? 'not running').padEnd(24)} ${pc.dim(what)}`,
  )
  const people = DEMO_PEOPLE.map(({ name, purposes, what }) => `  ${name.padEnd(20)} ${purposes[0].padEnd(14)} ${pc.dim(what)}`)
  return `
${pc.bold('TIP Hub is running.')} Everybody in it is invented. It listens on this machine only. ${pc.dim('Ctrl+C ends it.')}

${pc.bold('Ask')}       ${pc.underline(`${gatewayUrl}/graphql`)}   in a browser, or with any GraphQL client
${pc.bold('Health')}    ${gatewayUrl}/health  ${gatewayUrl}/ready

${pc.bold('Agencies')}, each with its own database and its own process
${agencies.join('\n')}

${pc.bold('People')}, and a purpose they may ask for
${people.join('\n')}
  token:  npx tip-hub token klatu.commissioner --purpose OVERSIGHT

${pc.bold('A question to paste')}
${QUESTION.replaceAll(/^/gm, '  ')}

${pc.bold('Then try')}
  npx tip-hub demo stop pgr     and ask again: the rest answers, and the answer says who is missing
  npx tip-hub demo start pgr
  npx tip-hub token mssi.caseworker --purpose PROTECTION     and ask as someone else, with a case of theirs in the header tip-reason
  npx tip-hub emergency request --help     and have one record opened at night, with a director's approval: docs/emergency.md
  npx tip-hub demo disable mssi.caseworker     and that person is refused within seconds, everywhere
`
}
