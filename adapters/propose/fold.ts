/**
 * A word as it sounds, so that one list serves several spellings: Portuguese `município`, Tetum `munisípiu` and the misspelt
 * `municipo` come near each other; `registo` and `rejistu`, `acusação` and `akuzasaun` become the same.
 */
export const foldWord = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ca[uo]n?$|ca[uo]$|coes$|cois$|cao$|sao$|soes$/u, 'saun')
    .replace(/zaun$/u, 'saun')
    .replace(/ph/gu, 'f')
    .replace(/sch/gu, 'sk')
    .replace(/ch/gu, 'x')
    .replace(/ks|cs/gu, 'x')
    .replace(/qu(?=[ei])/gu, 'k')
    .replace(/c(?=[eiy])/gu, 's')
    .replace(/g(?=[eiy])/gu, 'j')
    .replace(/gu(?=[ei])/gu, 'g')
    .replace(/[cq]/gu, 'k')
    .replace(/z/gu, 's')
    .replace(/y/gu, 'i')
    .replace(/w/gu, 'u')
    .replace(/(?<=[ln])h/gu, '')
    .replace(/^h/u, '')
    .replace(/(.)\1/gu, '$1')
    .replace(/o$/u, 'u')
    .replace(/os$/u, 'us')

/**
 * The words of an identifier: `DT_REGISTO`, `dtRegisto`, `Data de registo` and `tbl.dt-registo2` alike. Whatever else a name holds
 * (quotes, line breaks, other scripts' marks) only parts words.
 */
export const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, 200)
    .normalize('NFC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/(\d)(\p{L})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}'’]+/u)
    .map((word) => word.replace(/['’]/gu, ''))
    .filter((word) => word !== '')
    .slice(0, 16)
