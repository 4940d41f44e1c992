export { Lru } from './memory/lru.ts'
