/** Questions to begin with. The first needs no token. */
export const EXAMPLES = [
  {
    title: {
      en: 'Which institutions take part? (no token)',
      pt: 'Que instituições participam? (sem token)',
      tet: 'Instituisaun saida de’it mak tama? (la presiza token)',
    },
    query: 'query Institutions {\n  agencies {\n    code\n    name\n  }\n}\n',
  },
  {
    title: {
      en: 'Codes and their words (no token)',
      pt: 'Códigos e as suas palavras (sem token)',
      tet: 'Kódigu no liafuan (la presiza token)',
    },
    query: 'query Codes {\n  codeLists(names: ["stage"]) {\n    name\n    codes {\n      code\n      label(lang: TET)\n    }\n  }\n}\n',
  },
  {
    title: { en: 'Who am I here?', pt: 'Quem sou eu aqui?', tet: 'Ha’u sé iha-ne’e?' },
    query: 'query Me {\n  me {\n    agency\n    roles\n    purposes\n    purpose\n  }\n}\n',
  },
]
