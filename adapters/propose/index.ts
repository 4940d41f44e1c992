export { propose } from './propose.ts'
export * from './types.ts'
