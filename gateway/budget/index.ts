export { createPersonBudget, type PersonBudget, type Spender } from './person-budget.ts'
export { findPersons, mayShowPersons, withPersonIds } from './persons.ts'
export { PersonBudgetSettings } from './settings.ts'
export { createSharedPersonBudget } from './shared-budget.ts'
