import type { ErrorGroup } from './types.ts'

/** Who asks, and why. */
export const identityErrors = {
  UNAUTHENTICATED: {
    httpStatus: 401,
    expected: true,
    words: {
      en: 'This needs a token; the request carried none.',
      pt: 'É necessário um token; o pedido não traz nenhum.',
      tet: 'Presiza token; pedidu la lori token.',
      id: 'Permintaan ini memerlukan token.',
    },
    tetReview: 'uncertain',
    remedy: {
      en: 'Send `authorization: Bearer <token>`. Without one, only public fields such as `codeLists` and `agencies { code name }` answer.',
    },
  },
  TOKEN_INVALID: {
    httpStatus: 401,
    expected: true,
    words: {
      en: 'The token is not valid here.',
      pt: 'O token não é válido aqui.',
      tet: "Token la válidu iha-ne'e.",
      id: 'Token tidak berlaku di sini.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Get a new token from an issuer that this hub trusts for your institution.' },
  },
  TOKEN_EXPIRED: {
    httpStatus: 401,
    expected: true,
    words: { en: 'The token has expired.', pt: 'O token expirou.', tet: 'Token nia prazu liu ona.', id: 'Token sudah kedaluwarsa.' },
    tetReview: 'uncertain',
    remedy: { en: 'Get a new token; tokens live a few minutes. Check the clock of your machine if it happens at once.' },
  },
  PURPOSE_REQUIRED: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'A request for records names one purpose.',
      pt: 'O pedido de registos indica uma finalidade.',
      tet: 'Pedidu ba rejistu tenke hatudu finalidade ida.',
      id: 'Permintaan data harus menyebutkan satu tujuan.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Send the header `tip-purpose` with one of the purposes that your token carries.' },
  },
  PURPOSE_NOT_ALLOWED: {
    httpStatus: 403,
    expected: true,
    words: {
      en: 'Your token does not allow the purpose {purpose}.',
      pt: 'O seu token não permite a finalidade {purpose}.',
      tet: 'Ita-nia token la permite finalidade {purpose}.',
      id: 'Token Anda tidak mengizinkan tujuan {purpose}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Use a purpose that `me { purposes }` lists, or ask your institution for a token that carries this one.' },
  },
  REASON_REQUIRED: {
    httpStatus: 400,
    expected: true,
    words: {
      en: 'The purpose {purpose} needs a reason.',
      pt: 'A finalidade {purpose} exige um motivo.',
      tet: 'Finalidade {purpose} presiza razaun.',
      id: 'Tujuan {purpose} memerlukan alasan.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Name your own case or referral in the header `tip-reason`.' },
  },
  ACCOUNT_DISABLED: {
    httpStatus: 403,
    expected: true,
    words: {
      en: 'This account may not ask any more.',
      pt: 'Esta conta já não pode fazer pedidos.',
      tet: "Konta ida-ne'e la bele husu tan ona.",
      id: 'Akun ini tidak boleh bertanya lagi.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask your own institution, which disabled the account; nobody else can enable it.' },
  },
  DENIED_LIST_UNAVAILABLE: {
    httpStatus: 503,
    expected: true,
    words: {
      en: 'It is not known which accounts are disabled, so nobody is let in.',
      pt: 'Não se sabe que contas estão desativadas, por isso ninguém pode entrar.',
      tet: "La hatene konta sira ne'ebé dezativa ona, tan ne'e ema ida la bele tama.",
      id: 'Tidak diketahui akun mana yang dinonaktifkan, sehingga tidak ada yang dapat masuk.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The operator checks that the address of `deniedUrl` can be reached and gives the list; the log has an alarm.' },
  },
  BUDGET_SPENT: {
    httpStatus: 429,
    expected: true,
    // The same whether records exist or not: who has spent the budget is refused by what the question could show.
    words: {
      en: 'Your budget of persons for today is spent.',
      pt: 'O seu limite de pessoas para hoje está esgotado.',
      tet: 'Ita-nia limite ema nian ba ohin hotu ona.',
      id: 'Batas jumlah orang Anda untuk hari ini sudah habis.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask tomorrow, or have your institution agree on a larger budget for your role with the operator.' },
  },
  DOCUMENT_NOT_TRUSTED: {
    httpStatus: 403,
    expected: true,
    words: {
      en: 'Your role may only send documents that were agreed beforehand.',
      pt: 'O seu papel só pode enviar documentos previamente acordados.',
      tet: "Ita-nia papél bele haruka de'it dokumentu sira ne'ebé konkorda ona.",
      id: 'Peran Anda hanya boleh mengirim dokumen yang sudah disepakati.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Name an agreed document by its SHA-256 in `documentId`, or have the operator add yours to the trusted documents.' },
  },
  FIELD_FORBIDDEN: {
    httpStatus: 403,
    expected: true,
    words: {
      en: '{field} is not open to you for {purpose}.',
      pt: '{field} não lhe está acessível para {purpose}.',
      tet: '{field} la loke ba Ita ba {purpose}.',
      id: '{field} tidak terbuka bagi Anda untuk {purpose}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Leave the field out. `explain(coordinate)` names the rule; the agency that owns the field decides about another.' },
  },
  RECORD_KIND_FORBIDDEN: {
    httpStatus: 403,
    expected: true,
    words: {
      en: 'Records of the kind {kind} are not open for {purpose}.',
      pt: 'Os registos do tipo {kind} não estão acessíveis para {purpose}.',
      tet: 'Rejistu tipu {kind} la loke ba {purpose}.',
      id: 'Data jenis {kind} tidak terbuka untuk {purpose}.',
    },
    tetReview: 'uncertain',
    remedy: {
      en: 'STATISTICS opens no record, only `indicators` and `releases`. For other purposes ask the agency that owns the records.',
    },
  },
  FORBIDDEN_ARGUMENT: {
    httpStatus: 403,
    expected: true,
    words: {
      en: 'You may not filter or sort by {argument} for {purpose}.',
      pt: 'Não pode filtrar nem ordenar por {argument} para {purpose}.',
      tet: 'Ita la bele filtra ka orden tuir {argument} ba {purpose}.',
      id: 'Anda tidak boleh menyaring atau mengurutkan menurut {argument} untuk {purpose}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Filter only by fields that you may see in full; filtering by a withheld one would tell its value.' },
  },
  EMERGENCY_REFUSED: {
    httpStatus: 403,
    expected: true,
    // One message for altered, spent, expired, foreign and self-approved statements: it says nothing of the record, nor of the owner's rules.
    words: {
      en: 'The statement for an emergency was refused.',
      pt: 'A declaração de emergência foi recusada.',
      tet: 'Deklarasaun emerjénsia la simu.',
      id: 'Pernyataan darurat ditolak.',
    },
    tetReview: 'uncertain',
    remedy: {
      en: 'Nothing was opened. A statement is for one person, purpose and agency, and is soon spent: ask for a new one, approved by somebody else whom the owner lists. The owner sees why.',
    },
  },
  CALL_REFUSED: {
    httpStatus: 401,
    expected: true,
    // One message for unsigned, replayed, stale and foreign calls: a prober learns nothing from the difference.
    words: { en: 'The call was refused.', pt: 'A chamada foi recusada.', tet: 'Xamada la simu.', id: 'Panggilan ditolak.' },
    tetReview: 'uncertain',
    remedy: {
      en: "Agencies answer their hub only. On the hub: check the pinned keys and the clocks of both machines; the agency's log names the check that failed.",
    },
  },
} as const satisfies ErrorGroup
