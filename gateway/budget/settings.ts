import { z } from 'zod'

const persons = z.int().min(1).max(1_000_000)

/** How many persons an account may be shown in a day: enough for its work, too few to copy a database. */
export const PersonBudgetSettings = z.strictObject({
  perDay: persons.default(200).describe('Distinct records of persons that one account may be shown in a day, counted in Dili'),
  roles: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), persons)
    .default({ analyst: 10_000, commissioner: 10_000, auditor: 10_000 })
    .describe('Other numbers for some roles; an account with several roles has the largest'),
})
export type PersonBudgetSettings = z.output<typeof PersonBudgetSettings>

/** The largest number that one of the roles has. */
export const budgetOf = ({ perDay, roles }: PersonBudgetSettings, held: readonly string[]): number =>
  held.length === 0 ? perDay : Math.max(...held.map((role) => (Object.hasOwn(roles, role) ? (roles[role] ?? perDay) : perDay)))
