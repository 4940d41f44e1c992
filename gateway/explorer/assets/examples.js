/** Questions to begin with. The first two need no token. */
export const EXAMPLES = [
  {
    title: {
      en: 'Which institutions take part? (no token)',
      pt: 'Que instituições participam? (sem token)',
      tet: 'Instituisaun saida mak tama? (la presiza token)',
    },
    query: `query Institutions {
  agencies {
    code
    name
  }
}
`,
  },
  {
    title: {
      en: 'Codes and their words in Tetum (no token)',
      pt: 'Códigos e as suas palavras em tétum (sem token)',
      tet: 'Kódigu no liafuan iha tetun (la presiza token)',
    },
    query: `query Codes {
  codeLists(names: ["stage", "victim-status"]) {
    name
    description
    codes {
      code
      label(lang: TET)
    }
  }
}
`,
  },
  {
    title: { en: 'Who am I here, and for what?', pt: 'Quem sou eu aqui, e para quê?', tet: 'Ha’u sé iha-ne’e, no ba saida?' },
    query: `query Me {
  me {
    agency
    roles
    purposes
    purpose
  }
}
`,
  },
  {
    title: {
      en: "The Prosecutor-General's cases of 2023–24 (klatu.analyst)",
      pt: 'Os processos da PGR de 2023–24 (klatu.analyst)',
      tet: 'PGR nia kazu 2023–24 (klatu.analyst)',
    },
    purpose: 'OVERSIGHT',
    variables: { from: '2023-01-01', to: '2024-12-31' },
    query: `query Cases($from: IsoDate!, $to: IsoDate!) {
  cases(filter: { agencies: ["pgr"], registeredDate: { from: $from, to: $to } }, first: 50) {
    nodes {
      stage {
        value
      }
      records {
        ... on PgrCaseRecord {
          registeredDate
          victims {
            sex
            nationalityGroup
          }
          perpetrators {
            sex
            nationalityGroup
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    title: {
      en: 'Where agencies disagree, and what is withheld (klatu.commissioner)',
      pt: 'Onde as instituições divergem, e o que é reservado (klatu.commissioner)',
      tet: 'Instituisaun sira la hanesan iha-ne’ebé (klatu.commissioner)',
    },
    purpose: 'OVERSIGHT',
    query: `query Disagreements {
  cases(first: 10) {
    nodes {
      nuc
      timeline {
        date
        stage
        agencies
      }
      discrepancies {
        field
        authoritative
        values {
          agency
          value
        }
      }
      records {
        __typename
        ... on CaseRecord {
          stage
          municipality
          nuc
          gaps {
            field
            reason
          }
        }
      }
    }
  }
}
`,
  },
  {
    title: {
      en: 'Victims identified in a period, one municipality (several agencies)',
      pt: 'Vítimas identificadas num período, num município (várias instituições)',
      tet: 'Vítima sira iha períodu ida, munisípiu ida (instituisaun barak)',
    },
    purpose: 'OVERSIGHT',
    variables: { from: '2023-01-01', to: '2024-12-31', municipality: ['TL-DI'] },
    query: `query Victims($from: IsoDate!, $to: IsoDate!, $municipality: [Code!]) {
  victims(filter: { identifiedDate: { from: $from, to: $to }, municipality: $municipality }, first: 20) {
    nodes {
      records {
        __typename
        ... on VictimRecord {
          sex
          ageGroup
          nationalityGroup
          names {
            text
          }
          gaps {
            field
            reason
          }
        }
      }
    }
    notHeld {
      agency
      field
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
]
