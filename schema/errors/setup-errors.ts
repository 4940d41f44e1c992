import type { ErrorGroup } from './types.ts'

/** What an operator meets when connecting, configuring, starting or stopping; `{problems}` may be several lines, `{where}` is a file name. */
export const setupErrors = {
  CONFIG_INVALID: {
    httpStatus: 500,
    expected: true,
    words: {
      en: '{where} is not valid:\n{problems}',
      pt: '{where} não é válido:\n{problems}',
      tet: '{where} la válidu:\n{problems}',
      id: '{where} tidak sah:\n{problems}',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Correct every line named, then start again.' },
  },
  MAPPING_INVALID: {
    httpStatus: 422,
    expected: true,
    words: {
      en: '{where}: the mapping is not valid:\n{problems}',
      pt: '{where}: o mapeamento não é válido:\n{problems}',
      tet: '{where}: mapeamentu la válidu:\n{problems}',
      id: '{where}: pemetaan tidak sah:\n{problems}',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Correct every line named; `tip-hub check` repeats the check and changes nothing.' },
  },
  POLICY_INVALID: {
    httpStatus: 422,
    expected: true,
    words: {
      en: '{where}: the policy is not valid:\n{problems}',
      pt: '{where}: a política não é válida:\n{problems}',
      tet: '{where}: polítika la válidu:\n{problems}',
      id: '{where}: kebijakan tidak sah:\n{problems}',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Correct every rule named. Nothing is served under a policy that cannot be read whole.' },
  },
  COMPOSITION_FAILED: {
    httpStatus: 422,
    expected: true,
    words: {
      en: 'The schemas do not fit together:\n{problems}',
      pt: 'Os esquemas não são compatíveis:\n{problems}',
      tet: 'Eskema sira la tuir malu:\n{problems}',
      id: 'Skema tidak cocok satu sama lain:\n{problems}',
    },
    tetReview: 'uncertain',
    remedy: { en: 'The hub goes on with the last graph that fitted. Correct the agency named, or accept a breaking change on purpose.' },
  },
  INVITATION_INVALID: {
    httpStatus: 403,
    expected: true,
    words: {
      en: 'The invitation is not good: it was used, has run out, or is for another institution or address.',
      pt: 'O convite não é válido: já foi usado, expirou, ou é para outra instituição ou endereço.',
      tet: 'Konvite la válidu: uza ona, prazu liu ona, ka ba instituisaun ka enderesu seluk.',
      id: 'Undangan tidak berlaku: sudah dipakai, kedaluwarsa, atau untuk lembaga atau alamat lain.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Ask the operator of the hub for a new one: `tip-hub hub invite <agency>`.' },
  },
  PORT_TAKEN: {
    httpStatus: 500,
    expected: true,
    words: {
      en: 'Port {port} is in use by another program.',
      pt: 'A porta {port} está a ser usada por outro programa.',
      tet: 'Porta {port} programa seluk uza hela.',
      id: 'Port {port} dipakai program lain.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Stop the other program, or choose another port with `--port`.' },
  },
  NOT_DEMO: {
    httpStatus: 500,
    expected: true,
    words: {
      en: '{action} exists only in `mode: demo`.',
      pt: '{action} só existe em `mode: demo`.',
      tet: "{action} iha de'it iha `mode: demo`.",
      id: '{action} hanya ada dalam `mode: demo`.',
    },
    tetReview: 'uncertain',
    remedy: { en: "Use your institution's own issuer of tokens and its own database." },
  },
  TLS_REQUIRED: {
    httpStatus: 500,
    expected: true,
    words: {
      en: '{service} listens beyond this machine without TLS 1.3.',
      pt: '{service} escuta fora desta máquina sem TLS 1.3.',
      tet: "{service} rona husi li'ur la ho TLS 1.3.",
      id: '{service} mendengarkan di luar mesin ini tanpa TLS 1.3.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Bind to 127.0.0.1, or configure certificate, key and pinned keys of the other side.' },
  },
  ALREADY_RUNNING: {
    httpStatus: 409,
    expected: true,
    words: {
      en: '{service} is already running.',
      pt: '{service} já está em execução.',
      tet: "{service} la'o hela ona.",
      id: '{service} sudah berjalan.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Look with `tip-hub demo status`; stop it with `tip-hub demo stop`.' },
  },
  NOT_RUNNING: {
    httpStatus: 409,
    expected: true,
    words: {
      en: '{service} is not running.',
      pt: '{service} não está em execução.',
      tet: "{service} la la'o.",
      id: '{service} tidak berjalan.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Start it with `npm start`, or one agency with `tip-hub demo start <agency>`.' },
  },
  UNKNOWN_NAME: {
    httpStatus: 404,
    expected: true,
    words: {
      en: 'There is no {what} called {name}. Known: {known}.',
      pt: 'Não existe {what} com o nome {name}. Conhecidos: {known}.',
      tet: 'La iha {what} ho naran {name}. Hatene: {known}.',
      id: 'Tidak ada {what} bernama {name}. Yang dikenal: {known}.',
    },
    tetReview: 'uncertain',
    remedy: { en: 'Use one of the names listed.' },
  },
} as const satisfies ErrorGroup
