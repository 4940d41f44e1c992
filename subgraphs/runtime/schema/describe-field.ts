import type { FieldDefinition } from '../../../schema/index.ts'

const CLASSES = ['public', 'non-identifying attribute', 'case detail, need to know', 'identifying'] as const

/** What a reader of the schema needs to know of a field: meaning, code list, sensitivity, source standard. */
export const describeField = (field: FieldDefinition): string =>
  [
    field.description,
    field.codes === undefined ? undefined : `Codes of list \`${field.codes}\`.`,
    `Sensitivity ${field.class} (${CLASSES[field.class]}).`,
    field.htcds === undefined ? undefined : `HTCDS ${field.htcds}.`,
  ]
    .filter((part) => part !== undefined)
    .join(' ')
