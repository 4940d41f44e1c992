export { canonicalNuc, isCanonicalNuc, nucVariants } from './nuc.ts'
