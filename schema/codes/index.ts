export { codeLists } from './code-lists.ts'
export {
  agenciesOfInstitution,
  compareCodes,
  findCode,
  institutionOfAgency,
  isCode,
  isCodeListName,
  type Label,
  label,
  resolveLabel,
} from './lookup.ts'
export { type Municipality, municipalities } from './municipalities.ts'
export { CODE_LIST_NAMES, type CodeListName } from './names.ts'
export { type Code, type CodeList, INDONESIAN_REVIEW, LANGUAGES, type Language, type TetumReview } from './types.ts'
