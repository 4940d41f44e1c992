export * from './execute/index.ts'
