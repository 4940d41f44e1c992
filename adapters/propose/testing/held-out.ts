import type { RecordKindName } from '../../../schema/index.ts'

/** A table that the word lists were not made for: what a person would say that its columns mean. */
export interface HeldOutTable {
  readonly table: string
  readonly kind: RecordKindName
  /** Column, its type, and the fields that are right for it (any of them). */
  readonly columns: readonly (readonly [name: string, type: string, fields: readonly string[]])[]
}

/** Written before the first word list, and not changed since. */
export const HELD_OUT: readonly HeldOutTable[] = [
  {
    table: 'utentes_acolhidos',
    kind: 'VictimRecord',
    columns: [
      ['cod_utente', 'varchar(12)', ['localCode']],
      ['nome_completo', 'varchar(150)', ['names']],
      ['dt_nasc', 'date', ['birthDate']],
      ['genero', 'char(1)', ['sex']],
      ['nacionalidade', 'varchar(30)', ['citizenships', 'nationalityGroup']],
      ['telemovel', 'varchar(20)', ['phone']],
      ['concelho_origem', 'varchar(30)', ['originMunicipality']],
      ['data_admissao', 'date', ['identifiedDate']],
      ['estado_civil', 'varchar(20)', ['maritalStatus']],
      ['habilitacoes_literarias', 'varchar(40)', ['education']],
      ['tipo_exploracao', 'varchar(40)', ['exploitation']],
      ['num_filhos', 'integer', ['numberOfChildren']],
    ],
  },
  {
    table: 'sobrevivente',
    kind: 'VictimRecord',
    columns: [
      ['id_sobrevivente', 'integer', ['localCode']],
      ['naran', 'varchar(120)', ['names']],
      ['loron_moris', 'varchar(10)', ['birthDate']],
      ['seksu', 'varchar(10)', ['sex']],
      ['tinan', 'integer', ['age']],
      ['sidadania', 'varchar(30)', ['citizenships', 'nationalityGroup']],
      ['nu_telefone', 'varchar(20)', ['phone']],
      ['enderesu', 'varchar(200)', ['address']],
      ['munisipiu_hosi', 'varchar(30)', ['originMunicipality']],
      ['lian', 'varchar(20)', ['languages']],
      ['estadu_sivil', 'varchar(20)', ['maritalStatus']],
      ['data_identifikasaun', 'varchar(10)', ['identifiedDate']],
    ],
  },
  {
    table: 'participacoes_crime',
    kind: 'CaseRecord',
    columns: [
      ['n_participacao', 'varchar(20)', ['localRef']],
      ['dt_participacao', 'timestamp without time zone', ['reportedDate']],
      ['num_unico_crime', 'varchar(20)', ['nuc']],
      ['municipio_ocorrencia', 'varchar(30)', ['municipality']],
      ['pais_ocorrencia', 'varchar(30)', ['country']],
      ['origem_denuncia', 'varchar(30)', ['detectionSource']],
      ['tipo_crime', 'varchar(60)', ['offenceAtRegistration']],
      ['dt_acusacao', 'date', ['chargedDate']],
      ['dt_arquivo', 'date', ['archivedDate']],
      ['motivo_arquivamento', 'varchar(60)', ['archiveReason']],
      ['qtd_vitimas', 'integer', ['victimCount']],
      ['qtd_suspeitos', 'integer', ['suspectCount']],
    ],
  },
]
