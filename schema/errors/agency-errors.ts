import type { ErrorGroup } from './types.ts'

/** What goes wrong at an agency or on the way to it; the rest of the answer stands. `{agency}` is its short code. */
export const agencyErrors = {
  AGENCY_UNAVAILABLE: {
    httpStatus: 503,
    expected: true,
    words: {
      en: '{agency} cannot be reached.',
      pt: '{agency} não está acessível.',
      tet: '{agency} la bele kontaktu.',
      id: '{agency} tidak dapat dihubungi.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The other agencies answered; `extensions.sources` says which. Ask again later.' },
  },
  AGENCY_TIMEOUT: {
    httpStatus: 504,
    expected: true,
    words: {
      en: '{agency} did not answer in time.',
      pt: '{agency} não respondeu a tempo.',
      tet: '{agency} la hatán tuir tempu.',
      id: '{agency} tidak menjawab tepat waktu.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The other agencies answered. Ask again later, or for less at once.' },
  },
  AGENCY_INVALID_DATA: {
    httpStatus: 502,
    expected: true,
    words: {
      en: '{agency} gave an answer that the hub does not accept.',
      pt: '{agency} deu uma resposta que o centro não aceita.',
      tet: "{agency} fó resposta ne'ebé la bele simu.",
      id: '{agency} memberi jawaban yang tidak dapat diterima.',
    },
    tetReview: 'uncertain',
    remedy: { en: "Nothing of that answer was used. The agency's operator finds the check that failed in the hub's log." },
  },
  SCHEMA_MISMATCH: {
    httpStatus: 502,
    expected: true,
    words: {
      en: 'The database of {agency} no longer fits its mapping at {field}.',
      pt: 'A base de dados de {agency} já não corresponde ao mapeamento em {field}.',
      tet: 'Baze dadus {agency} la tuir ona mapeamentu iha {field}.',
      id: 'Basis data {agency} tidak lagi sesuai pemetaannya pada {field}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The agency runs `tip-hub check`, corrects the mapping and locks the schema again.' },
  },
  SOURCE_UNAVAILABLE: {
    httpStatus: 503,
    expected: true,
    words: {
      en: 'The source of {agency} cannot be read.',
      pt: 'A fonte de {agency} não pode ser lida.',
      tet: 'Fonte {agency} la bele lee.',
      id: 'Sumber {agency} tidak dapat dibaca.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The agency checks that its database runs and that the read-only account may log in: `tip-hub check`.' },
  },
  OVERLOADED: {
    httpStatus: 503,
    expected: true,
    words: {
      en: '{service} has too many requests at once.',
      pt: '{service} tem demasiados pedidos em simultâneo.',
      tet: '{service} iha pedidu barak liu dala ida.',
      id: '{service} menerima terlalu banyak permintaan sekaligus.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Wait for the seconds that `retry-after` names, then ask again.' },
  },
  AGENCY_BUDGET_SPENT: {
    httpStatus: 429,
    expected: true,
    // The same whether records exist or not, and whether it is the account or its whole institution that was given enough.
    words: {
      en: '{agency} gives you no more persons today.',
      pt: '{agency} não lhe dá mais pessoas hoje.',
      tet: '{agency} la fó tan ema ba Ita ohin.',
      id: '{agency} tidak memberi Anda data orang lagi hari ini.',
    },
    tetReview: 'uncertain',
    remedy: {
      en: 'Ask tomorrow, or have your institution agree on a larger number with that agency (`limits.personsPerDay` of its file).',
    },
  },
  PLAN_TOO_COSTLY: {
    httpStatus: 503,
    expected: true,
    words: {
      en: 'The database of {agency} would have to read too much for {asked}.',
      pt: 'A base de dados de {agency} teria de ler demasiado para {asked}.',
      tet: 'Baze dadus {agency} tenke lee barak liu ba {asked}.',
      id: 'Basis data {agency} harus membaca terlalu banyak untuk {asked}.',
    },
    tetReview: 'uncertain',
    remedy: {
      en: "Ask by number, or without that filter or order. The agency's log names the index that is missing; `tip-hub grants` prints it, and `limits.planCost` sets the bound.",
    },
  },
  REQUEST_TIMEOUT: {
    httpStatus: 504,
    expected: true,
    words: {
      en: 'The request took too long.',
      pt: 'O pedido demorou demasiado.',
      tet: 'Pedidu lori tempu barak liu.',
      id: 'Permintaan memakan waktu terlalu lama.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask for fewer records or fields at once.' },
  },
  EVIDENCE_UNAVAILABLE: {
    httpStatus: 503,
    expected: true,
    words: {
      en: 'The access cannot be written to the log, so nothing is answered.',
      pt: 'O acesso não pode ser registado, por isso nada é respondido.',
      tet: "La bele rejista asesu, tan ne'e la fó resposta.",
      id: 'Akses tidak dapat dicatat, sehingga tidak ada jawaban.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The operator checks disk space and rights of the evidence folder. No data leaves without evidence.' },
  },
  INTERNAL: {
    httpStatus: 500,
    expected: false,
    words: {
      en: 'Something went wrong here (reference {correlationId}).',
      pt: 'Ocorreu um erro interno (referência {correlationId}).',
      tet: 'Iha erru internu (referénsia {correlationId}).',
      id: 'Terjadi kesalahan internal (referensi {correlationId}).',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Give the reference to the operator; the log has the rest.' },
  },
} as const satisfies ErrorGroup
