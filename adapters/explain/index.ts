export { explainStatement, type StatementPlan } from './explain-statement.ts'
