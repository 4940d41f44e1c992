import type { ErrorGroup } from './types.ts'

/** What is asked, and how it is written. */
export const requestErrors = {
  BAD_ARGUMENT: {
    httpStatus: 400,
    expected: true,
    words: { en: '{argument}: {problem}.', pt: '{argument}: {problem}.', tet: '{argument}: {problem}.' },
    tetReview: 'uncertain',
    remedy: { en: 'Correct the argument; its description in the schema names the form.' },
  },
  CURSOR_INVALID: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The cursor does not belong to this list.',
      pt: 'O cursor não pertence a esta lista.',
      tet: "Kursór la'ós husi lista ne'e.",
      id: 'Kursor bukan milik daftar ini.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Start again from the first page. A cursor holds for one person, purpose, query and version of the policies.' },
  },
  DOCUMENT_TOO_LARGE: {
    httpStatus: 413,
    expected: true,
    words: {
      en: 'The request is larger than {limit} {unit}.',
      pt: 'O pedido excede {limit} {unit}.',
      tet: 'Pedidu boot liu {limit} {unit}.',
      id: 'Permintaan lebih besar dari {limit} {unit}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask for less at once, or use variables and fragments.' },
  },
  QUERY_TOO_DEEP: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The query is nested deeper than {limit} levels.',
      pt: 'A consulta tem mais de {limit} níveis.',
      tet: 'Pergunta iha nivel liu {limit}.',
      id: 'Kueri bersarang lebih dari {limit} tingkat.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Split the query.' },
  },
  QUERY_TOO_COSTLY: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The query would cost more than {limit}.',
      pt: 'A consulta custaria mais do que {limit}.',
      tet: 'Pergunta nia kustu liu {limit}.',
      id: 'Biaya kueri melebihi {limit}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask for smaller pages (`first`), fewer nested lists or fewer fields.' },
  },
  TOO_MANY_ALIASES: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The query has more than {limit} aliases.',
      pt: 'A consulta tem mais de {limit} pseudónimos.',
      tet: 'Pergunta iha alias liu {limit}.',
      id: 'Kueri memiliki lebih dari {limit} alias.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask for several things in several requests.' },
  },
  PARSE_FAILED: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The query cannot be read at line {line}, column {column}.',
      pt: 'A consulta não pode ser lida na linha {line}, coluna {column}.',
      tet: 'La bele lee pergunta iha liña {line}, koluna {column}.',
      id: 'Kueri tidak dapat dibaca pada baris {line}, kolom {column}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Correct the GraphQL syntax there.' },
  },
  VALIDATION_FAILED: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The query does not fit the schema: {problem}',
      pt: 'A consulta não corresponde ao esquema: {problem}',
      tet: 'Pergunta la tuir eskema: {problem}',
      id: 'Kueri tidak sesuai dengan skema: {problem}',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Compare with the schema, e.g. in the explorer page.' },
  },
  OPERATION_NOT_FOUND: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The document does not say which operation to run.',
      pt: 'O documento não indica a operação a executar.',
      tet: "Dokumentu la hatudu operasaun ne'ebé atu halo.",
      id: 'Dokumen tidak menunjukkan operasi yang dijalankan.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Send one operation, or name one of them in `operationName`.' },
  },
  REQUEST_INVALID: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The body is not a GraphQL request.',
      pt: 'O corpo não é um pedido GraphQL.',
      tet: "Korpu la'ós pedidu GraphQL.",
      id: 'Isi bukan permintaan GraphQL.',
    },
    tetReview: 'uncertain',
    remedy: {
      en: 'Send JSON with `query` (text) and, where needed, `variables` (object) and `operationName` (text). Batches are not taken.',
    },
  },
  METHOD_NOT_ALLOWED: {
    httpStatus: 405,
    expected: true,
    words: {
      en: 'This address does not take {method}.',
      pt: 'Este endereço não aceita {method}.',
      tet: "Enderesu ne'e la simu {method}.",
      id: 'Alamat ini tidak menerima {method}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Use POST; GET is for queries only.' },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    httpStatus: 415,
    expected: true,
    words: {
      en: 'The content type is not supported.',
      pt: 'O tipo de conteúdo não é suportado.',
      tet: 'Tipu konteúdu la simu.',
      id: 'Jenis konten tidak didukung.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Send `content-type: application/json` in UTF-8.' },
  },
  NOT_ACCEPTABLE: {
    httpStatus: 406,
    expected: true,
    words: {
      en: 'No accepted content type can be served.',
      pt: 'Nenhum tipo de conteúdo aceite pode ser servido.',
      tet: "La iha tipu konteúdu ne'ebé bele fó.",
      id: 'Tidak ada jenis konten yang dapat dilayani.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Accept `application/graphql-response+json` or `application/json`.' },
  },
} as const satisfies ErrorGroup
