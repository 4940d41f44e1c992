import type { CountingEntity, FieldDefinition } from './types.ts'

/** The fields that victims and perpetrators share; HTCDS section Person (`prs_`). */
export const personFields = (entity: CountingEntity): Readonly<Record<string, FieldDefinition>> => ({
  names: {
    type: 'names',
    class: 3,
    entity,
    htcds: 'prs_FirstName, prs_MiddleName, prs_SecondName',
    description: 'Names by type; many people hold a traditional and a baptismal one.',
  },
  birthDate: {
    type: 'date',
    class: 3,
    entity,
    htcds: 'prs_Birthdate',
    description: 'Date of birth, with the precision that the agency knows.',
  },
  age: { type: 'int', class: 2, entity, description: 'Age in years that the agency recorded.' },
  ageGroup: { type: 'code', codes: 'age-group', class: 1, entity, description: 'Child (under 18), adult or unknown.' },
  sex: { type: 'code', codes: 'sex', class: 1, entity, htcds: 'prs_Gender', description: 'Sex.' },
  nationalityGroup: {
    type: 'code',
    codes: 'nationality-group',
    class: 1,
    entity,
    owners: ['migration', 'mnec'],
    description: 'Timorese, foreign or unknown, where only that is held.',
  },
  citizenships: {
    type: 'code',
    codes: 'country',
    list: true,
    class: 1,
    entity,
    htcds: 'prs_Citizenship',
    owners: ['migration', 'mnec'],
    description: 'Citizenships, ISO 3166-1 alpha-3.',
  },
  idDocuments: { type: 'documents', class: 3, entity, htcds: 'prs_IdentityNumber', description: 'Identity documents, by type and number.' },
  personCount: {
    type: 'int',
    class: 1,
    entity,
    description: 'How many persons this one row stands for; 1 unless the agency books groups.',
  },
})
